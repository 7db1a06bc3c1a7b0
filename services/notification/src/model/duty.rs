//! A duty (时限义务) is in the ledger what its service said of it; its lamp and its lateness follow from instants.

use ids::{DutyId, UnitCode, Uuid};
use jiff::Timestamp;
use proto::{
    r#type::v1::Deadline,
    words::{
        duty::{SubjectKind, Withdrawal},
        notification::{self as words, Lamp},
    },
};

use crate::rules::lamp::{self, Instants};

/// A duty (时限义务).
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Duty {
    /// The same at the service that owes it.
    pub(crate) id: DutyId,
    /// Clock of the rules table.
    pub(crate) kind: String,
    /// The unit that owes it.
    pub(crate) owed_by: UnitCode,
    /// The unit it is owed to; none where it is owed to every recipient.
    pub(crate) owed_to: Option<UnitCode>,
    /// What it is about.
    pub(crate) subject_type: SubjectKind,
    /// Its id.
    pub(crate) subject: Uuid,
    /// What that is called.
    pub(crate) subject_name: String,
    /// Its number; empty where it has none.
    pub(crate) subject_number: String,
    /// 事项编码; empty where it is not known.
    pub(crate) item_code: String,
    /// When it is due, and why then.
    pub(crate) deadline: Deadline,
    /// The exclusive end; none: 待定.
    pub(crate) due_at: Option<Timestamp>,
    /// When its lamp changes.
    pub(crate) instants: Option<Instants>,
    /// Whether it is still owed.
    pub(crate) state: DutyState,
}

/// The states of a duty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DutyState {
    /// 未办.
    Open,
    /// 已办.
    Discharged {
        /// When, by the clock of the service that keeps it.
        at: Timestamp,
    },
    /// 已免除.
    Withdrawn {
        /// When it fell away, by the same clock.
        at: Timestamp,
        /// What took it away, for example a return.
        reason: Withdrawal,
    },
}

impl DutyState {
    /// The state without what is true in it.
    pub(crate) fn state(&self) -> words::DutyState {
        match self {
            Self::Open => words::DutyState::Open,
            Self::Discharged { .. } => words::DutyState::Discharged,
            Self::Withdrawn { .. } => words::DutyState::Withdrawn,
        }
    }

    /// When it was done or fell away.
    pub(crate) fn ended_at(&self) -> Option<Timestamp> {
        match self {
            Self::Open => None,
            Self::Discharged { at } | Self::Withdrawn { at, .. } => Some(*at),
        }
    }
}

/// What is owed, as the service that keeps the clock says it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Opening {
    pub(crate) id: DutyId,
    pub(crate) kind: String,
    pub(crate) owed_by: UnitCode,
    /// None: to every recipient.
    pub(crate) owed_to: Option<UnitCode>,
    pub(crate) subject_type: SubjectKind,
    pub(crate) subject: Uuid,
    pub(crate) subject_name: String,
    pub(crate) subject_number: String,
    pub(crate) item_code: String,
}

impl Duty {
    /// The lamp at `now`, while it is open.
    pub(crate) fn lamp(&self, now: Timestamp) -> Option<Lamp> {
        (self.state == DutyState::Open).then(|| lamp::at(now, self.due_at, self.instants))
    }

    /// 逾期: it was, or at `now` still is, not done in time. What fell away in time was never late.
    pub(crate) fn is_late(&self, now: Timestamp) -> bool {
        let until = self.state.ended_at().unwrap_or(now);
        self.due_at.is_some_and(|due_at| until >= due_at)
    }
}
