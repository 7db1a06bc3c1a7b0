//! A change of the roster (成员调整): the unit proposes it, the office records it or not.

use ids::{OfficialId, SeatChangeId, SeatId, UnitCode};
use jiff::{Timestamp, civil::Date};
use refusal::{Refusal, articles};

use super::Seat;
use crate::rules::succession::SeatRole;

/// A change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SeatChange {
    pub(crate) id: SeatChangeId,
    /// Whose seat it is, and who proposes it.
    pub(crate) unit: UnitCode,
    pub(crate) role: SeatRole,
    /// None: the seat ends.
    pub(crate) successor: Option<Successor>,
    /// From this day on.
    pub(crate) first_day: Date,
    pub(crate) reason: String,
    pub(crate) proposed_by: OfficialId,
    pub(crate) proposed_at: Timestamp,
    pub(crate) state: ChangeState,
}

/// Who is to hold the seat.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Successor {
    pub(crate) post: String,
    pub(crate) official: Option<OfficialId>,
}

/// The states of a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum ChangeState {
    /// 待登记.
    Proposed,
    /// 已登记.
    Recorded { by: OfficialId, at: Timestamp },
    /// 不予登记.
    Declined { by: OfficialId, at: Timestamp, reason: String },
}

impl SeatChange {
    /// The office records it: it holds from its first day on, `today` at the earliest. Gives that day, and the new seat, if there is one.
    pub(crate) fn record(
        &mut self,
        by: OfficialId,
        at: Timestamp,
        today: Date,
    ) -> Result<(Date, Option<Seat>), Refusal> {
        self.must_be_open()?;
        self.state = ChangeState::Recorded { by, at };
        let first_day = self.first_day.max(today);
        let seat = self.successor.as_ref().map(|successor| Seat {
            id: SeatId::generate(),
            unit: self.unit.clone(),
            role: self.role,
            post: successor.post.clone(),
            official: successor.official.clone(),
            first_day,
            last_day: None,
        });
        Ok((first_day, seat))
    }

    /// The office does not record it.
    pub(crate) fn decline(&mut self, by: OfficialId, at: Timestamp, reason: String) -> Result<(), Refusal> {
        self.must_be_open()?;
        self.state = ChangeState::Declined { by, at, reason };
        Ok(())
    }

    fn must_be_open(&self) -> Result<(), Refusal> {
        if self.state == ChangeState::Proposed {
            return Ok(());
        }
        let (en, zh) = ("the office has decided on this change", "办公室已对该调整作出处理");
        Err(Refusal::precondition("SEAT_CHANGE_DECIDED", en, zh).under(articles::MEETING_2))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn change() -> SeatChange {
        SeatChange {
            id: SeatChangeId::generate(),
            unit: "scjgj".parse().unwrap(),
            role: SeatRole::Liaison,
            successor: Some(Successor { post: "审批协调科科长".to_owned(), official: None }),
            first_day: date(2026, 10, 12),
            reason: "岗位调整".to_owned(),
            proposed_by: "scjgj-leader".parse().unwrap(),
            proposed_at: Timestamp::UNIX_EPOCH,
            state: ChangeState::Proposed,
        }
    }

    #[test]
    fn it_holds_from_its_day_on_or_from_the_day_on_which_it_was_recorded() {
        let by: OfficialId = "xzspj-overseer".parse().unwrap();
        for (today, first_day) in
            [(date(2026, 10, 9), date(2026, 10, 12)), (date(2026, 10, 14), date(2026, 10, 14))]
        {
            let (from, seat) = change().record(by.clone(), Timestamp::UNIX_EPOCH, today).unwrap();
            assert_eq!((from, seat.unwrap().first_day), (first_day, first_day));
        }
        let mut end = SeatChange { successor: None, ..change() };
        assert_eq!(end.record(by, Timestamp::UNIX_EPOCH, date(2026, 10, 9)).unwrap().1, None);
    }

    #[test]
    fn it_is_decided_once() {
        let by: OfficialId = "xzspj-overseer".parse().unwrap();
        let mut declined = change();
        declined.decline(by.clone(), Timestamp::UNIX_EPOCH, "材料不全".to_owned()).unwrap();
        let again = declined.record(by.clone(), Timestamp::UNIX_EPOCH, date(2026, 10, 9)).unwrap_err();
        assert_eq!(again.reason, "SEAT_CHANGE_DECIDED");
        assert!(declined.decline(by, Timestamp::UNIX_EPOCH, "重复".to_owned()).is_err());
    }
}
