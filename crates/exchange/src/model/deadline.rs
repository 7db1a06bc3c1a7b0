//! A working-day clock of one matter.

use jiff::Timestamp;
use workdays::{Calendar, Counted, DueAt};

use crate::rules::ClockRule;

/// A clock and its date.
#[derive(Clone, PartialEq, Debug)]
pub enum Deadline {
    /// No clock runs: stock (存量).
    NotOpened,
    /// 待定: the clock runs, but the calendar of the year in which it ends is not loaded yet.
    Undated {
        /// When it started.
        started_at: Timestamp,
    },
    /// The clock has a date.
    Dated {
        /// When it started.
        started_at: Timestamp,
        /// The exclusive end.
        due_at: Timestamp,
        /// The days between, and why each counts or not.
        counted: Counted,
    },
}

impl Deadline {
    /// A clock under `rule` that starts at `started_at`. Never refuses: without a calendar the clock is kept without a date.
    pub fn open(rule: &ClockRule, started_at: Timestamp, calendar: &Calendar) -> Self {
        match calendar.add(clock::civil_date(started_at), rule.working_days) {
            Ok(counted) => Self::Dated { started_at, due_at: counted.due_instant(DueAt::EndOfDay), counted },
            Err(_) => Self::Undated { started_at },
        }
    }

    /// The same clock with its date, where it has none yet and the calendar now gives one.
    pub fn dated(&self, rule: &ClockRule, calendar: &Calendar) -> Option<Self> {
        let Self::Undated { started_at } = self else { return None };
        let deadline = Self::open(rule, *started_at, calendar);
        deadline.due_at().is_some().then_some(deadline)
    }

    /// When the clock started.
    pub fn started_at(&self) -> Option<Timestamp> {
        match self {
            Self::NotOpened => None,
            Self::Undated { started_at } | Self::Dated { started_at, .. } => Some(*started_at),
        }
    }

    /// The exclusive end, where there is one.
    pub fn due_at(&self) -> Option<Timestamp> {
        match self {
            Self::Dated { due_at, .. } => Some(*due_at),
            Self::NotOpened | Self::Undated { .. } => None,
        }
    }

    /// How the date was counted, where there is one.
    pub fn counted(&self) -> Option<&Counted> {
        match self {
            Self::Dated { counted, .. } => Some(counted),
            Self::NotOpened | Self::Undated { .. } => None,
        }
    }

    /// Whether something done (or still not done) at `at` is late. Without a date nothing is.
    pub fn is_late(&self, at: Timestamp) -> bool {
        self.due_at().is_some_and(|due_at| at >= due_at)
    }

    /// The clock of a row.
    pub fn from_row(started_at: Option<Timestamp>, due: Option<(Timestamp, Counted)>) -> Self {
        match (started_at, due) {
            (None, _) => Self::NotOpened,
            (Some(started_at), None) => Self::Undated { started_at },
            (Some(started_at), Some((due_at, counted))) => Self::Dated { started_at, due_at, counted },
        }
    }
}
