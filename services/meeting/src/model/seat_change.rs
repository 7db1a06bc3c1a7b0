//! A change of the roster (成员调整). Joint meeting 2: the unit proposes it, the office records it or declines.

use ids::{OfficialId, SeatChangeId, SeatId, UnitCode};
use jiff::civil::Date;
use proto::words::meeting::{self as words, SeatRole};
use refusal::{Refusal, articles};

use super::{Asked, Seat, Step};

/// A seat's next holder, or its end, as the unit proposes it.
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
    pub(crate) proposed: Step,
    pub(crate) state: Asked,
}

/// Who is to hold the seat.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Successor {
    pub(crate) post: String,
    pub(crate) official: Option<OfficialId>,
}

impl SeatChange {
    /// The office records it: it holds from its first day on, `today` at the earliest. Returns that day, and the new seat, if there is one.
    pub(crate) fn record(&mut self, step: Step, today: Date) -> Result<(Date, Option<Seat>), Refusal> {
        self.decide(step, None)?;
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
    pub(crate) fn decline(&mut self, step: Step, reason: String) -> Result<(), Refusal> {
        self.decide(step, Some(reason))
    }

    fn decide(&mut self, step: Step, decline_reason: Option<String>) -> Result<(), Refusal> {
        if self.state.decide(step, decline_reason) {
            return Ok(());
        }
        let (en, zh) = ("the office has decided on this change", "办公室已对该调整作出处理");
        Err(Refusal::precondition("SEAT_CHANGE_DECIDED", en, zh).under(articles::MEETING_2))
    }

    /// Its state without the facts.
    pub(crate) fn word(&self) -> words::SeatChangeState {
        match self.state {
            Asked::Open => words::SeatChangeState::Proposed,
            Asked::Granted(_) => words::SeatChangeState::Recorded,
            Asked::Declined(..) => words::SeatChangeState::Declined,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::{Timestamp, civil::date};

    use super::*;

    fn step(by: &str) -> Step {
        Step { by: by.parse().unwrap(), at: Timestamp::UNIX_EPOCH }
    }

    fn change() -> SeatChange {
        SeatChange {
            id: SeatChangeId::generate(),
            unit: "scjgj".parse().unwrap(),
            role: SeatRole::Liaison,
            successor: Some(Successor { post: "审批协调科科长".to_owned(), official: None }),
            first_day: date(2026, 10, 12),
            reason: "岗位调整".to_owned(),
            proposed: step("scjgj-leader"),
            state: Asked::Open,
        }
    }

    #[test]
    fn it_holds_from_its_day_on_or_from_the_day_on_which_it_was_recorded() {
        let office = step("xzspj-overseer");
        for (today, first_day) in
            [(date(2026, 10, 9), date(2026, 10, 12)), (date(2026, 10, 14), date(2026, 10, 14))]
        {
            let (from, seat) = change().record(office.clone(), today).unwrap();
            assert_eq!((from, seat.unwrap().first_day), (first_day, first_day));
        }
        let mut end = SeatChange { successor: None, ..change() };
        assert_eq!(end.record(office, date(2026, 10, 9)).unwrap().1, None);
    }

    #[test]
    fn it_is_decided_once() {
        let office = step("xzspj-overseer");
        let mut declined = change();
        declined.decline(office.clone(), "材料不全".to_owned()).unwrap();
        let again = declined.record(office.clone(), date(2026, 10, 9)).unwrap_err();
        assert_eq!(again.reason, "SEAT_CHANGE_DECIDED");
        assert!(declined.decline(office, "重复".to_owned()).is_err());
    }
}
