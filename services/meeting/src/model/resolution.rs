//! A resolution (议定事项、交办事项), with what was said of it. Joint meeting 2(2), 3(5): under way, submitted by the lead unit, then accepted
//! by the office or given back.

use duty::{Deadline, Duty};
use ids::{DutyId, ExtensionId, MeetingId, ReportId, ResolutionId, TopicId, UnitCode};
use jiff::{Timestamp, civil::Date};
use numbers::PaperNumber;
use proto::{
    duty::v1::{DutyDischarged, DutyRedated},
    words::meeting::{self as words, ResolutionKind},
};
use refusal::Refusal;

use super::{Asked, Step};
use crate::rules::{resolution_clock::RULE, resolution_course::refused};

/// What was agreed on, and is carried out.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Resolution {
    pub(crate) id: ResolutionId,
    pub(crate) meeting: MeetingId,
    pub(crate) minutes: PaperNumber,
    /// Place in the minutes, from 1.
    pub(crate) number: i32,
    pub(crate) kind: ResolutionKind,
    pub(crate) topic: TopicId,
    pub(crate) text: String,
    pub(crate) lead_unit: UnitCode,
    pub(crate) co_units: Vec<UnitCode>,
    pub(crate) issued_at: Timestamp,
    /// How many times it was extended.
    pub(crate) extensions: i32,
    /// The duty to carry it out: a new one when the office gives it back, or has another unit lead it.
    pub(crate) duty: Duty,
    pub(crate) state: ResolutionState,
}

/// The states of a resolution. One that the office accepts was done when it was submitted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ResolutionState {
    UnderWay { since: Timestamp },
    Submitted { at: Timestamp },
    Accepted { at: Timestamp, submitted_at: Timestamp },
}

/// What was said of a resolution.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Report {
    pub(crate) id: ReportId,
    pub(crate) resolution: ResolutionId,
    pub(crate) unit: UnitCode,
    pub(crate) text: String,
    pub(crate) said: Step,
    /// To which state it brought the resolution; none: a report of progress.
    pub(crate) to: Option<words::ResolutionState>,
}

/// A later day that was asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Extension {
    pub(crate) id: ExtensionId,
    pub(crate) resolution: ResolutionId,
    pub(crate) unit: UnitCode,
    pub(crate) from: Date,
    pub(crate) to: Date,
    pub(crate) reason: String,
    pub(crate) requested: Step,
    pub(crate) state: Asked,
}

impl Resolution {
    /// Its last day.
    pub(crate) fn due_on(&self) -> Date {
        self.duty.deadline.counted().map_or(Date::MAX, |counted| counted.due_on)
    }

    /// The lead unit says that it is done, which ends its duty.
    pub(crate) fn submit(&mut self, at: Timestamp) -> Result<Option<DutyDischarged>, Refusal> {
        self.must_be_under_way()?;
        self.state = ResolutionState::Submitted { at };
        Ok(self.duty.discharged(at))
    }

    /// The office accepts it.
    pub(crate) fn accept(&mut self, at: Timestamp) -> Result<(), Refusal> {
        self.state = ResolutionState::Accepted { at, submitted_at: self.must_be_submitted()? };
        Ok(())
    }

    /// The office gives it back. The days that the office had it do not count against the unit: `due` is the day with them.
    pub(crate) fn reopen(&mut self, at: Timestamp, due: Deadline) -> Result<(), Refusal> {
        self.must_be_submitted()?;
        self.state = ResolutionState::UnderWay { since: at };
        self.duty = new_duty(due);
        Ok(())
    }

    /// The last day once the office gives it back at `at`: as many days later as the office had it, unless it was late.
    pub(crate) fn due_after(&self, at: Timestamp) -> Date {
        match self.state.submitted_at() {
            Some(submitted_at) if !self.duty.deadline.is_late(submitted_at) => {
                let held = clock::civil_date(at) - clock::civil_date(submitted_at);
                self.due_on().saturating_add(held)
            }
            _ => self.due_on(),
        }
    }

    /// The office has another unit lead it, with a day and a duty of its own.
    pub(crate) fn reassign(&mut self, to: UnitCode, due: Deadline) -> Result<(), Refusal> {
        self.must_be_under_way()?;
        self.co_units.retain(|unit| *unit != to);
        self.lead_unit = to;
        self.duty = new_duty(due);
        Ok(())
    }

    /// The office lets it have a later day, which its duty gets.
    pub(crate) fn extend(&mut self, on: Date, due: Deadline) -> Result<Option<DutyRedated>, Refusal> {
        self.must_be_under_way()?;
        self.extensions += 1;
        Ok(self.duty.redate(due, format!("经联席会议办公室同意延期至{on}")))
    }

    /// Refuses to report on what is done and accepted.
    pub(crate) fn must_not_be_accepted(&self) -> Result<(), Refusal> {
        if let ResolutionState::Accepted { .. } = self.state { Err(already_accepted()) } else { Ok(()) }
    }

    /// Refuses what is only done while the lead unit has it in hand.
    pub(crate) fn must_be_under_way(&self) -> Result<(), Refusal> {
        match self.state {
            ResolutionState::UnderWay { .. } => Ok(()),
            ResolutionState::Submitted { .. } => Err(refused("it waits to be accepted", "该事项待验收")),
            ResolutionState::Accepted { .. } => Err(already_accepted()),
        }
    }

    /// When it was submitted; refuses the office what it does not have in hand.
    fn must_be_submitted(&self) -> Result<Timestamp, Refusal> {
        match self.state {
            ResolutionState::UnderWay { .. } => Err(refused("it was not submitted", "该事项尚未提交验收")),
            ResolutionState::Submitted { at } => Ok(at),
            ResolutionState::Accepted { .. } => Err(already_accepted()),
        }
    }

    /// 逾期: it was, or at `now` still is, not done in time. It was done when it was submitted.
    pub(crate) fn is_late(&self, now: Timestamp) -> bool {
        self.duty.deadline.is_late(self.state.submitted_at().unwrap_or(now))
    }

    /// Whether the unit carries it out, alone or with others.
    pub(crate) fn is_carried_out_by(&self, unit: &UnitCode) -> bool {
        self.lead_unit == *unit || self.co_units.contains(unit)
    }
}

/// The duty to carry out a resolution (C14); each time that it is owed anew it is another one.
pub(crate) fn new_duty(deadline: Deadline) -> Duty {
    Duty { id: DutyId::generate(), rule: &RULE, deadline }
}

impl ResolutionState {
    /// The state without its facts.
    pub(crate) fn word(self) -> words::ResolutionState {
        match self {
            Self::UnderWay { .. } => words::ResolutionState::UnderWay,
            Self::Submitted { .. } => words::ResolutionState::Submitted,
            Self::Accepted { .. } => words::ResolutionState::Accepted,
        }
    }

    /// Since when.
    pub(crate) fn since(self) -> Timestamp {
        match self {
            Self::UnderWay { since } => since,
            Self::Submitted { at } | Self::Accepted { at, .. } => at,
        }
    }

    /// When it was submitted, if it counts.
    pub(crate) fn submitted_at(self) -> Option<Timestamp> {
        match self {
            Self::UnderWay { .. } => None,
            Self::Submitted { at } | Self::Accepted { submitted_at: at, .. } => Some(at),
        }
    }
}

impl Extension {
    /// The office decides on it, once.
    pub(crate) fn decide(&mut self, step: Step, decline_reason: Option<String>) -> Result<(), Refusal> {
        if self.state.decide(step, decline_reason) {
            return Ok(());
        }
        Err(refused("the extension is decided on", "该延期申请已处理"))
    }

    /// Its state without the facts.
    pub(crate) fn word(&self) -> words::ExtensionState {
        match self.state {
            Asked::Open => words::ExtensionState::Requested,
            Asked::Granted(_) => words::ExtensionState::Granted,
            Asked::Declined(..) => words::ExtensionState::Declined,
        }
    }
}

fn already_accepted() -> Refusal {
    refused("it is done and accepted", "该事项已办结")
}
