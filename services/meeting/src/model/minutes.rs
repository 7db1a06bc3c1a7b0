//! Minutes of a meeting (会议纪要). Joint meeting 3(5): a version is drafted, circulated, signed by whoever presided, and issued; issued
//! ones never change.

use ids::{CommentId, MeetingId, OfficialId, UnitCode};
use jiff::civil::Date;
use numbers::{PaperNumber, Series};
use proto::{
    meeting::v1::{Attendance, MinutesContent, MinutesNames},
    words::meeting as words,
};
use refusal::Refusal;

use super::Step;
use crate::rules::minutes_course::refused;

/// Minutes are numbered for the joint meeting.
pub(crate) const MINUTES: Series<'static> = Series { unit: None, word: "联席会议纪要" };

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

/// The states of a version; units comment until the end of a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum MinutesState {
    Draft,
    Circulated { step: Step, until: Date },
    Approved { step: Step, until: Date },
    Issued { step: Step, until: Date, approved_by: OfficialId, number: PaperNumber },
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
    /// Refuses another version of what is issued.
    pub(crate) fn must_not_be_issued(&self) -> Result<(), Refusal> {
        if let MinutesState::Issued { .. } = self.state { Err(already_issued()) } else { Ok(()) }
    }

    /// The office circulates it.
    pub(crate) fn circulate(&mut self, step: Step, until: Date) -> Result<(), Refusal> {
        match self.state {
            MinutesState::Draft => {
                self.state = MinutesState::Circulated { step, until };
                Ok(())
            }
            MinutesState::Circulated { .. } | MinutesState::Approved { .. } => {
                Err(refused("this version circulates already", "该版纪要已征求意见"))
            }
            MinutesState::Issued { .. } => Err(already_issued()),
        }
    }

    /// The last day for comments; refuses what does not circulate.
    pub(crate) fn must_circulate(&self) -> Result<Date, Refusal> {
        match self.state {
            MinutesState::Circulated { until, .. } => Ok(until),
            MinutesState::Draft | MinutesState::Approved { .. } => {
                Err(refused("this version does not circulate", "该版纪要未在征求意见"))
            }
            MinutesState::Issued { .. } => Err(already_issued()),
        }
    }

    /// Whoever presided signs it.
    pub(crate) fn approve(&mut self, step: Step) -> Result<(), Refusal> {
        let until = self.must_circulate()?;
        self.state = MinutesState::Approved { step, until };
        Ok(())
    }

    /// The office issues it.
    pub(crate) fn issue(&mut self, step: Step, number: PaperNumber) -> Result<(), Refusal> {
        match &self.state {
            MinutesState::Approved { step: approved, until } => {
                let approved_by = approved.by.clone();
                self.state = MinutesState::Issued { step, until: *until, approved_by, number };
                Ok(())
            }
            MinutesState::Draft | MinutesState::Circulated { .. } => Err(refused(
                "minutes are issued once whoever presided has signed them",
                "会议纪要须经主持人签发后方可印发",
            )),
            MinutesState::Issued { .. } => Err(already_issued()),
        }
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
    /// The state without its facts.
    pub(crate) fn word(&self) -> words::MinutesState {
        match self {
            Self::Draft => words::MinutesState::Draft,
            Self::Circulated { .. } => words::MinutesState::Circulated,
            Self::Approved { .. } => words::MinutesState::Approved,
            Self::Issued { .. } => words::MinutesState::Issued,
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
    pub(crate) fn number(&self) -> Option<PaperNumber> {
        if let Self::Issued { number, .. } = self { Some(*number) } else { None }
    }
}

fn already_issued() -> Refusal {
    refused("the minutes are issued", "会议纪要已印发，不得更改")
}
