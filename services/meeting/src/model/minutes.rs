//! Minutes of a meeting (会议纪要), in one version.

use std::fmt;

use ids::{CommentId, MeetingId, OfficialId, UnitCode};
use jiff::civil::Date;
use proto::meeting::v1::{Attendance, MinutesContent, MinutesNames};
use refusal::Refusal;

use super::Step;
use crate::rules::minutes_course::{MinutesAct, MinutesCourse};

/// A version of minutes.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Minutes {
    pub(crate) meeting: MeetingId,
    /// From 1.
    pub(crate) version: i32,
    pub(crate) content: MinutesContent,
    /// Who was there and who was not, as it stood when it was drafted.
    pub(crate) attendance: Attendance,
    /// What it speaks of, as that was called then.
    pub(crate) names: MinutesNames,
    pub(crate) drafted: Step,
    pub(crate) state: MinutesState,
    /// Whether whoever reads it sees a newer one.
    pub(crate) superseded: bool,
}

/// The states of a version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum MinutesState {
    /// 起草.
    Draft,
    /// 征求意见, until the end of the day.
    Circulated { step: Step, until: Date },
    /// 已签发.
    Approved { step: Step, until: Date },
    /// 已印发.
    Issued { step: Step, until: Date, approved_by: OfficialId, number: MinutesNumber },
}

/// 联席会议纪要〔year〕sequence号.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct MinutesNumber {
    pub(crate) year: i16,
    pub(crate) sequence: i32,
}

/// What a unit says of a version that circulates.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Comment {
    pub(crate) id: CommentId,
    pub(crate) meeting: MeetingId,
    pub(crate) version: i32,
    pub(crate) unit: UnitCode,
    pub(crate) text: String,
    pub(crate) said: Step,
}

impl Minutes {
    /// The office circulates it.
    pub(crate) fn circulate(&mut self, step: Step, until: Date) -> Result<(), Refusal> {
        self.state.course().allows(MinutesAct::Circulate)?;
        self.state = MinutesState::Circulated { step, until };
        Ok(())
    }

    /// Whoever presided signs it.
    pub(crate) fn approve(&mut self, step: Step) -> Result<(), Refusal> {
        self.state.course().allows(MinutesAct::Approve)?;
        if let MinutesState::Circulated { until, .. } = self.state {
            self.state = MinutesState::Approved { step, until };
        }
        Ok(())
    }

    /// The office issues it.
    pub(crate) fn issue(&mut self, step: Step, number: MinutesNumber) -> Result<(), Refusal> {
        self.state.course().allows(MinutesAct::Issue)?;
        if let MinutesState::Approved { step: approved, until } = &self.state {
            let (until, approved_by) = (*until, approved.by.clone());
            self.state = MinutesState::Issued { step, until, approved_by, number };
        }
        Ok(())
    }

    /// Who brought it to its state, and when.
    pub(crate) fn step(&self) -> &Step {
        match &self.state {
            MinutesState::Draft => &self.drafted,
            MinutesState::Circulated { step, .. }
            | MinutesState::Approved { step, .. }
            | MinutesState::Issued { step, .. } => step,
        }
    }
}

impl MinutesState {
    /// How far it is.
    pub(crate) fn course(&self) -> MinutesCourse {
        match self {
            Self::Draft => MinutesCourse::Draft,
            Self::Circulated { .. } => MinutesCourse::Circulated,
            Self::Approved { .. } => MinutesCourse::Approved,
            Self::Issued { .. } => MinutesCourse::Issued,
        }
    }

    /// Last day for comments.
    pub(crate) fn until(&self) -> Option<Date> {
        match self {
            Self::Draft => None,
            Self::Circulated { until, .. } | Self::Approved { until, .. } | Self::Issued { until, .. } => {
                Some(*until)
            }
        }
    }

    /// Who signed it.
    pub(crate) fn approved_by(&self) -> Option<&OfficialId> {
        match self {
            Self::Draft | Self::Circulated { .. } => None,
            Self::Approved { step, .. } => Some(&step.by),
            Self::Issued { approved_by, .. } => Some(approved_by),
        }
    }

    /// Its number, once it is issued.
    pub(crate) fn number(&self) -> Option<MinutesNumber> {
        if let Self::Issued { number, .. } = self { Some(*number) } else { None }
    }
}

impl fmt::Display for MinutesNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "联席会议纪要〔{}〕{}号", self.year, self.sequence)
    }
}
