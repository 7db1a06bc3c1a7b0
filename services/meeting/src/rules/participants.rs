//! Joint meeting 3(1), 3(2) — Who takes part (参会人员): all members in a plenary meeting; the members concerned in a topical one; in one
//! of liaisons the liaisons concerned. A unit that a topic concerns, and that has no such seat, attends without one (列席).

use std::collections::BTreeSet;

use ids::UnitCode;
use proto::words::meeting::{MeetingKind, ParticipantKind, SeatRole};

/// The seat of the roster that brings a participant here; none: it does not count for the quorum.
pub(crate) fn seat_of(kind: ParticipantKind) -> Option<SeatRole> {
    match kind {
        ParticipantKind::Member => Some(SeatRole::Member),
        ParticipantKind::Liaison => Some(SeatRole::Liaison),
        ParticipantKind::Observer | ParticipantKind::Expert | ParticipantKind::Lawyer => None,
    }
}

/// A unit that is invited, and as what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Invitee {
    pub(crate) unit: UnitCode,
    pub(crate) kind: ParticipantKind,
}

/// Who is invited, by unit; `seats` are those of the day, `concerned` the units of the topics and whom the office names besides.
pub(crate) fn participants(
    kind: MeetingKind,
    seats: &[(UnitCode, SeatRole)],
    concerned: &BTreeSet<UnitCode>,
) -> Vec<Invitee> {
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
        .map(|unit| Invitee { unit: (*unit).clone(), kind: seated })
        .chain(without.map(|unit| Invitee { unit: unit.clone(), kind: ParticipantKind::Observer }))
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
        invited.into_iter().map(|invitee| (invitee.unit.to_string(), invitee.kind)).collect()
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
        let seats = ParticipantKind::ALL.map(seat_of);
        assert_eq!(seats, [Some(SeatRole::Member), Some(SeatRole::Liaison), None, None, None]);
    }
}
