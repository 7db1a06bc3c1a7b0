//! Joint meeting 3(1), 3(2) — Who takes part (参会人员): all members in a plenary meeting; the members concerned in a topical one; in one
//! of liaisons the liaisons concerned. A unit that a topic concerns, and that has no such seat, attends without one (列席).

use std::collections::BTreeSet;

use ids::UnitCode;

use super::{chair::MeetingKind, succession::SeatRole};

/// As what somebody takes part.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum ParticipantKind {
    /// 成员.
    Member,
    /// 联络员.
    Liaison,
    /// 列席单位.
    Observer,
    /// 专业技术人员.
    Expert,
    /// 法律人员.
    Lawyer,
}

impl ParticipantKind {
    /// Every kind.
    pub(crate) const ALL: [Self; 5] =
        [Self::Member, Self::Liaison, Self::Observer, Self::Expert, Self::Lawyer];

    /// Name in the database.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Liaison => "liaison",
            Self::Observer => "observer",
            Self::Expert => "expert",
            Self::Lawyer => "lawyer",
        }
    }

    /// The kind of a name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The seat of the roster that brings it here; none: it does not count for the quorum.
    pub(crate) fn seat(self) -> Option<SeatRole> {
        match self {
            Self::Member => Some(SeatRole::Member),
            Self::Liaison => Some(SeatRole::Liaison),
            Self::Observer | Self::Expert | Self::Lawyer => None,
        }
    }
}

/// Who is invited, by unit; `seats` are those of the day, `concerned` the units of the topics and whom the office names besides.
pub(crate) fn participants(
    kind: MeetingKind,
    seats: &[(UnitCode, SeatRole)],
    concerned: &BTreeSet<UnitCode>,
) -> Vec<(UnitCode, ParticipantKind)> {
    let (role, seated) = match kind {
        MeetingKind::Plenary | MeetingKind::Topical => (SeatRole::Member, ParticipantKind::Member),
        MeetingKind::Liaison => (SeatRole::Liaison, ParticipantKind::Liaison),
    };
    let holders: BTreeSet<&UnitCode> =
        seats.iter().filter(|(_, seat)| *seat == role).map(|(unit, _)| unit).collect();
    let everybody = kind == MeetingKind::Plenary;
    let with_seat = holders.iter().filter(|unit| everybody || concerned.contains(**unit));
    let without = concerned.iter().filter(|unit| !holders.contains(unit));
    with_seat
        .map(|unit| ((*unit).clone(), seated))
        .chain(without.map(|unit| (unit.clone(), ParticipantKind::Observer)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(codes: &[&str]) -> BTreeSet<UnitCode> {
        codes.iter().map(|code| code.parse().unwrap()).collect()
    }

    fn invited(kind: MeetingKind, concerned: &[&str]) -> Vec<(String, ParticipantKind)> {
        let seat = |unit: &str, role| (unit.parse::<UnitCode>().unwrap(), role);
        let seats = [
            seat("scjgj", SeatRole::Member),
            seat("scjgj", SeatRole::Liaison),
            seat("czj", SeatRole::Member),
            seat("zfb", SeatRole::ChiefConvener),
            seat("zfb", SeatRole::Convener),
        ];
        let invited = participants(kind, &seats, &units(concerned));
        invited.into_iter().map(|(unit, kind)| (unit.to_string(), kind)).collect()
    }

    #[test]
    fn all_members_take_part_in_a_plenary_meeting_and_otherwise_those_concerned() {
        use ParticipantKind::{Liaison, Member, Observer};
        let of = |unit: &str, kind| (unit.to_owned(), kind);
        assert_eq!(invited(MeetingKind::Plenary, &[]), [of("czj", Member), of("scjgj", Member)]);
        assert_eq!(
            invited(MeetingKind::Plenary, &["xzspj"]),
            [of("czj", Member), of("scjgj", Member), of("xzspj", Observer)]
        );
        assert_eq!(invited(MeetingKind::Topical, &["scjgj"]), [of("scjgj", Member)]);
        assert_eq!(
            invited(MeetingKind::Liaison, &["scjgj", "czj"]),
            [of("scjgj", Liaison), of("czj", Observer)],
            "a unit without a liaison attends without a seat"
        );
    }

    #[test]
    fn a_seat_counts_and_a_guest_does_not() {
        let seats = ParticipantKind::ALL.map(ParticipantKind::seat);
        assert_eq!(seats, [Some(SeatRole::Member), Some(SeatRole::Liaison), None, None, None]);
        assert!(
            ParticipantKind::ALL.into_iter().all(|kind| ParticipantKind::named(kind.name()) == Some(kind))
        );
    }
}
