//! A resolution (议定事项、交办事项), with what was said of it.

use duty::{Deadline, Duty};
use ids::{DutyId, ExtensionId, MeetingId, ReportId, ResolutionId, TopicId, UnitCode};
use jiff::{Timestamp, civil::Date};
use proto::duty::v1::{DutyDischarged, DutyRedated};
use refusal::{Refusal, articles};

use super::{MinutesNumber, Step};
use crate::rules::{
    entrusted::ResolutionKind,
    resolution_clock::RULE,
    resolution_course::{ResolutionAct, ResolutionCourse},
};

/// What was agreed on, and is carried out.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Resolution {
    pub(crate) id: ResolutionId,
    pub(crate) meeting: MeetingId,
    pub(crate) minutes: MinutesNumber,
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
    /// The duty to carry it out; another one each time that the office gives it back, or has another unit lead it.
    pub(crate) duty: Duty,
    pub(crate) state: ResolutionState,
}

/// The states of a resolution.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ResolutionState {
    /// 办理中, since.
    UnderWay { since: Timestamp },
    /// 待验收.
    Submitted { at: Timestamp },
    /// 已办结; it was done when it was submitted.
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
    pub(crate) to: Option<ResolutionCourse>,
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
    pub(crate) state: ExtensionState,
}

/// The states of an extension.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum ExtensionState {
    /// 待批.
    Requested,
    /// 同意.
    Granted(Step),
    /// 不同意, and why.
    Declined(Step, String),
}

impl Resolution {
    /// Its last day.
    pub(crate) fn due_on(&self) -> Date {
        self.duty.deadline.counted().map_or(Date::MAX, |counted| counted.due_on)
    }

    /// The lead unit says that it is done; gives that the duty is.
    pub(crate) fn submit(&mut self, at: Timestamp) -> Result<Option<DutyDischarged>, Refusal> {
        self.state.course().allows(ResolutionAct::Submit)?;
        self.state = ResolutionState::Submitted { at };
        Ok(self.duty.discharged(at))
    }

    /// The office accepts it.
    pub(crate) fn accept(&mut self, at: Timestamp) -> Result<(), Refusal> {
        self.state.course().allows(ResolutionAct::Accept)?;
        if let ResolutionState::Submitted { at: submitted_at } = self.state {
            self.state = ResolutionState::Accepted { at, submitted_at };
        }
        Ok(())
    }

    /// The office gives it back. The days that it had it do not count against the unit: `due` is the day with them.
    pub(crate) fn reopen(&mut self, at: Timestamp, due: Deadline) -> Result<(), Refusal> {
        self.state.course().allows(ResolutionAct::Reopen)?;
        self.state = ResolutionState::UnderWay { since: at };
        self.duty = new_duty(due);
        Ok(())
    }

    /// The day by which it is done once the office gives it back at `at`: as many days later as the office had it, unless it was late.
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
        self.state.course().allows(ResolutionAct::Reassign)?;
        self.co_units.retain(|unit| *unit != to);
        self.lead_unit = to;
        self.duty = new_duty(due);
        Ok(())
    }

    /// The office lets it have a later day; gives that the duty has it.
    pub(crate) fn extend(&mut self, on: Date, due: Deadline) -> Result<Option<DutyRedated>, Refusal> {
        self.state.course().allows(ResolutionAct::Extend)?;
        self.extensions += 1;
        Ok(self.duty.redate(due, format!("经联席会议办公室同意延期至{on}")))
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
    /// How far it is.
    pub(crate) fn course(self) -> ResolutionCourse {
        match self {
            Self::UnderWay { .. } => ResolutionCourse::UnderWay,
            Self::Submitted { .. } => ResolutionCourse::Submitted,
            Self::Accepted { .. } => ResolutionCourse::Accepted,
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
        if self.state != ExtensionState::Requested {
            let (en, zh) = ("the extension is decided on", "该延期申请已处理");
            return Err(Refusal::precondition("RESOLUTION_STATE", en, zh).under(articles::MEETING_3_5));
        }
        self.state = match decline_reason {
            None => ExtensionState::Granted(step),
            Some(reason) => ExtensionState::Declined(step, reason),
        };
        Ok(())
    }
}

impl ExtensionState {
    /// Name in the database.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Granted(_) => "granted",
            Self::Declined(..) => "declined",
        }
    }

    /// Who decided, and when.
    pub(crate) fn decided(&self) -> Option<&Step> {
        match self {
            Self::Requested => None,
            Self::Granted(step) | Self::Declined(step, _) => Some(step),
        }
    }

    /// Why it was declined.
    pub(crate) fn decline_reason(&self) -> Option<&str> {
        if let Self::Declined(_, reason) = self { Some(reason) } else { None }
    }
}
