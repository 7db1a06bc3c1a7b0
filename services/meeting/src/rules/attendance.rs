//! Joint meeting 3(2), 3(5) — Who was there (到会情况, 联席会议制度三（二）、三（五）): whoever signed in attended (出席), or without a
//! seat sat in (列席); of the others some had asked for leave (请假).

use proto::words::meeting::ParticipantKind;

/// How somebody who was invited stands in the minutes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Presence {
    /// 出席.
    Attended,
    /// 列席.
    SatIn,
    /// 请假.
    OnLeave,
    /// 缺席.
    Absent,
}

/// Whoever signed in was there, whatever was answered before.
pub(crate) fn presence(kind: ParticipantKind, signed_in: bool, asked_for_leave: bool) -> Presence {
    match (signed_in, kind) {
        (true, ParticipantKind::Member | ParticipantKind::Liaison) => Presence::Attended,
        (true, ParticipantKind::Observer | ParticipantKind::Expert | ParticipantKind::Lawyer) => {
            Presence::SatIn
        }
        (false, _) if asked_for_leave => Presence::OnLeave,
        (false, _) => Presence::Absent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_signed_in_attended_or_sat_in_and_the_others_had_leave_or_not() {
        let there = ParticipantKind::ALL.map(|kind| presence(kind, true, true));
        let [attended, sat_in] = [Presence::Attended, Presence::SatIn];
        assert_eq!(there, [attended, attended, sat_in, sat_in, sat_in]);
        assert_eq!(presence(ParticipantKind::Member, false, true), Presence::OnLeave);
        assert_eq!(presence(ParticipantKind::Observer, false, true), Presence::OnLeave);
        assert_eq!(presence(ParticipantKind::Expert, false, false), Presence::Absent);
    }
}
