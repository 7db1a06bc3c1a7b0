//! A duty on the side that owes it: its date is kept here, and what is said of it is made here.

use ids::{DutyId, UnitCode};
use jiff::Timestamp;
use proto::{
    duty::v1::{DutyDischarged, DutyOpened, DutyRedated, DutyWithdrawn},
    timestamp_to_proto,
};
use workdays::Calendar;

use crate::{ClockRule, Deadline, Subject, Withdrawal, deadline_to_proto};

/// Something that a unit owes by a day, as its owner keeps it. Of a clock that was never opened (存量) nothing is said.
#[derive(Clone, PartialEq, Debug)]
pub struct Duty {
    /// Id, the same in all that is said of it.
    pub id: DutyId,
    /// Its rule.
    pub rule: &'static ClockRule,
    /// Until when.
    pub deadline: Deadline,
}

/// Who owes a duty, and to whom.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    /// The unit that owes it.
    pub owed_by: &'a UnitCode,
    /// The unit that it is owed to; none: to every recipient, or to nobody in particular.
    pub owed_to: Option<&'a UnitCode>,
}

impl Duty {
    /// The duty under `rule` about one record, which has one at most.
    pub fn of(rule: &'static ClockRule, subject: ids::Uuid, deadline: Deadline) -> Self {
        Self { id: DutyId::of(rule.kind, subject), rule, deadline }
    }

    /// That it is owed.
    pub fn opened(&self, parties: Parties<'_>, about: &Subject) -> Option<DutyOpened> {
        Some(DutyOpened {
            duty_id: self.id.to_string(),
            kind: self.rule.kind.to_owned(),
            owed_by: parties.owed_by.to_string(),
            owed_to: parties.owed_to.map(ToString::to_string).unwrap_or_default(),
            subject_type: about.kind.into(),
            subject_id: about.id.to_string(),
            title: about.title(),
            deadline: Some(deadline_to_proto(&self.deadline, self.rule)?),
            item_code: about.item_code.clone(),
            subject_name: about.name.clone(),
            subject_number: about.number.clone(),
            discharge_time: None,
        })
    }

    /// That it was owed, and done in the same act: one message instead of two.
    pub fn opened_and_discharged(
        &self,
        parties: Parties<'_>,
        about: &Subject,
        at: Timestamp,
    ) -> Option<DutyOpened> {
        let opened = self.opened(parties, about)?;
        Some(DutyOpened { discharge_time: Some(timestamp_to_proto(at)), ..opened })
    }

    /// That it was done.
    pub fn discharged(&self, at: Timestamp) -> Option<DutyDischarged> {
        self.deadline.started_at()?;
        Some(DutyDischarged { duty_id: self.id.to_string(), discharge_time: Some(timestamp_to_proto(at)) })
    }

    /// That it fell away.
    pub fn withdrawn(&self, at: Timestamp, why: Withdrawal) -> Option<DutyWithdrawn> {
        self.deadline.started_at()?;
        Some(DutyWithdrawn {
            duty_id: self.id.to_string(),
            withdraw_time: Some(timestamp_to_proto(at)),
            reason: why.into(),
        })
    }

    /// Counts its date again by the calendar as it is now, never to an earlier one. Returns what to say where the date is another and the
    /// duty `is_open`: of one that has ended nothing is said any more.
    pub fn recount(&mut self, calendar: &Calendar, is_open: bool) -> Option<DutyRedated> {
        let counted = self.deadline.recounted(self.rule, calendar);
        let cause = counted.cause(&self.deadline);
        self.redate(counted, cause).filter(|_| is_open)
    }

    /// Gives it a date that people set, and tells why; nothing to say where the date is the same.
    pub fn redate(&mut self, deadline: Deadline, cause: String) -> Option<DutyRedated> {
        let before = std::mem::replace(&mut self.deadline, deadline).due_at();
        let now = self.deadline.due_at();
        if now == before {
            return None;
        }
        tracing::info!(
            duty = %self.id,
            kind = self.rule.kind,
            old = before.map(display),
            new = now.map(display),
            cause,
            "a clock has another date"
        );
        Some(DutyRedated {
            duty_id: self.id.to_string(),
            deadline: deadline_to_proto(&self.deadline, self.rule),
            previous_due_time: before.map(timestamp_to_proto),
            cause,
        })
    }
}

#[cfg(test)]
mod tests {
    use workdays::Closure;

    use super::*;
    use crate::{SubjectKind, clocks::C2};

    fn about() -> Subject {
        Subject {
            kind: SubjectKind::Delivery,
            id: ids::Uuid::nil(),
            name: "食品经营许可".to_owned(),
            number: "示例〔2026〕1号".to_owned(),
            item_code: "XK3713220002".to_owned(),
        }
    }

    fn opened() -> Duty {
        let received_at = "2026-10-08T09:00:00+08:00".parse().unwrap();
        Duty::of(&C2, about().id, Deadline::open(&C2, received_at, &Calendar::bundled()))
    }

    #[test]
    fn a_duty_says_who_owes_what_by_when() {
        let unit = "scjgj".parse().unwrap();
        let sender = "xzspj".parse().unwrap();
        let said = opened().opened(Parties { owed_by: &unit, owed_to: Some(&sender) }, &about()).unwrap();
        assert_eq!(
            (said.kind.as_str(), said.owed_by.as_str(), said.owed_to.as_str()),
            ("C2", "scjgj", "xzspj")
        );
        assert_eq!(
            (said.subject_name.as_str(), said.subject_number.as_str()),
            ("食品经营许可", "示例〔2026〕1号")
        );
        assert_eq!(said.title, "食品经营许可　示例〔2026〕1号");
        assert_eq!(said.deadline.unwrap().rule, "C2/1");
    }

    #[test]
    fn nothing_is_said_of_a_clock_that_was_never_opened() {
        let unit = "scjgj".parse().unwrap();
        let mut stock = Duty::of(&C2, about().id, Deadline::NotOpened);
        let at = Timestamp::UNIX_EPOCH;
        assert_eq!(stock.opened(Parties { owed_by: &unit, owed_to: None }, &about()), None);
        assert_eq!((stock.discharged(at), stock.withdrawn(at, Withdrawal::Returned)), (None, None));
        assert_eq!(stock.recount(&Calendar::bundled(), true), None);
    }

    #[test]
    fn a_later_date_is_said_while_it_is_owed_and_an_earlier_one_is_not_taken() {
        let mut calendar = Calendar::bundled();
        calendar.close(Closure {
            date: "2026-10-09".parse().unwrap(),
            authority: "县防汛抗旱指挥部".to_owned(),
            reason: "台风停工".to_owned(),
            lifted: false,
            version: 1,
        });
        let mut open = opened();
        let mut ended = opened();
        let before = open.deadline.due_at();
        let said = open.recount(&calendar, true).unwrap();
        assert_eq!(said.previous_due_time, before.map(timestamp_to_proto));
        assert!(said.cause.contains("台风停工"), "{}", said.cause);
        assert_eq!(ended.recount(&calendar, false), None);
        assert_eq!(ended.deadline, open.deadline);
        let told = open.deadline.due_at();
        assert_eq!(open.recount(&Calendar::bundled(), true), None, "it is kept");
        assert_eq!(open.deadline.due_at(), told);
    }
}
