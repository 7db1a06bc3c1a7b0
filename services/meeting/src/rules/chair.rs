//! Joint meeting 3(1) — Who convenes and who presides (召集与主持): two facts. The chief convener or a convener convenes; the chief
//! convener presides over a plenary meeting, over a topical one the chief convener or a convener by delegation, over one of liaisons a
//! convener.

use proto::words::meeting::{MeetingKind, SeatRole};
use refusal::{Refusal, articles};

/// Refuses a seat that does not convene.
pub(crate) fn may_convene(role: SeatRole) -> Result<(), Refusal> {
    match role {
        SeatRole::ChiefConvener | SeatRole::Convener => Ok(()),
        SeatRole::Office | SeatRole::Member | SeatRole::Liaison | SeatRole::DeputyLiaison => Err(refused(
            "a meeting is convened by the chief convener or a convener",
            "联席会议由总召集人或召集人召集",
        )),
    }
}

/// Refuses a seat that may not preside; `delegated`: the chief convener let just this seat preside over just this meeting.
pub(crate) fn may_preside(kind: MeetingKind, role: SeatRole, delegated: bool) -> Result<(), Refusal> {
    match (kind, role) {
        (MeetingKind::Plenary | MeetingKind::Topical, SeatRole::ChiefConvener)
        | (MeetingKind::Liaison, SeatRole::Convener) => Ok(()),
        (MeetingKind::Topical, SeatRole::Convener) if delegated => Ok(()),
        (MeetingKind::Plenary, _) => Err(refused(
            "the chief convener presides over a plenary meeting",
            "全体成员联席会议由总召集人主持",
        )),
        (MeetingKind::Topical, _) => Err(refused(
            "the chief convener presides over a topical meeting, or a convener by delegation",
            "专题联席会议由总召集人主持，或由总召集人委托召集人主持",
        )),
        (MeetingKind::Liaison, _) => {
            Err(refused("a convener presides over a meeting of liaisons", "联络员会议由召集人主持"))
        }
    }
}

/// Refuses a delegation for which there is no room.
pub(crate) fn may_be_delegated(kind: MeetingKind, to: SeatRole) -> Result<(), Refusal> {
    if (kind, to) == (MeetingKind::Topical, SeatRole::Convener) {
        return Ok(());
    }
    let en = "only a topical meeting can be delegated, and only to a convener";
    Err(refused(en, "只有专题联席会议可以委托主持，且只能委托召集人"))
}

fn refused(en: &str, zh: &str) -> Refusal {
    Refusal::precondition("CHAIR_NOT_ALLOWED", en, zh).under(articles::MEETING_3_1)
}

#[cfg(test)]
mod tests {
    use super::{
        MeetingKind::{Liaison, Plenary, Topical},
        *,
    };

    #[test]
    fn the_chief_convener_or_a_convener_convenes() {
        let convenes: Vec<SeatRole> =
            SeatRole::ALL.into_iter().filter(|role| may_convene(*role).is_ok()).collect();
        assert_eq!(convenes, [SeatRole::ChiefConvener, SeatRole::Convener]);
    }

    #[test]
    fn each_kind_has_its_chair() {
        let presides = |kind, delegated| -> Vec<SeatRole> {
            let may = |role: &SeatRole| may_preside(kind, *role, delegated).is_ok();
            SeatRole::ALL.into_iter().filter(may).collect()
        };
        assert_eq!(presides(Plenary, true), [SeatRole::ChiefConvener], "whatever was delegated");
        assert_eq!(presides(Topical, false), [SeatRole::ChiefConvener], "a delegation is missing");
        assert_eq!(presides(Topical, true), [SeatRole::ChiefConvener, SeatRole::Convener]);
        assert_eq!(presides(Liaison, false), [SeatRole::Convener], "not the chief convener");
        let refusal = may_preside(Topical, SeatRole::Convener, false).unwrap_err();
        assert_eq!(
            (refusal.reason, refusal.article.unwrap().zh),
            ("CHAIR_NOT_ALLOWED", "联席会议制度三（一）")
        );
    }

    #[test]
    fn a_topical_meeting_is_delegated_to_a_convener_and_nothing_else_is() {
        for kind in MeetingKind::ALL {
            for role in SeatRole::ALL {
                let may = may_be_delegated(kind, role).is_ok();
                assert_eq!(may, kind == Topical && role == SeatRole::Convener, "{kind:?} {role:?}");
            }
        }
    }
}
