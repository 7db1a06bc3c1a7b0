//! A meeting (会议). Joint meeting 3(1), 3(2): planned, invited to, held; moved or cancelled only before it is held.

use duty::Duty;
use ids::{MeetingId, SeatId, TopicId, UnitCode};
use jiff::Timestamp;
use proto::words::meeting::{self as words, MeetingAct, MeetingKind};
use refusal::Refusal;

use super::{Seat, Step};
use crate::rules::{chair::may_be_delegated, meeting_course::refused};

/// A meeting with its agenda and its state.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Meeting {
    pub(crate) id: MeetingId,
    pub(crate) kind: MeetingKind,
    pub(crate) title: String,
    pub(crate) start_at: Timestamp,
    pub(crate) place: String,
    /// The seat that convenes it (召集).
    pub(crate) convened_by: SeatId,
    /// The seat that presides over it (主持).
    pub(crate) presided_by: SeatId,
    pub(crate) delegation: Option<Delegation>,
    /// Units that the office invites besides those that the topics concern.
    pub(crate) units: Vec<UnitCode>,
    /// Its agenda.
    pub(crate) topics: Vec<TopicId>,
    /// How many times it was moved.
    pub(crate) reschedules: i32,
    pub(crate) state: MeetingState,
}

/// 委托: the chief convener lets a convener preside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Delegation {
    pub(crate) seat: SeatId,
    pub(crate) step: Step,
}

/// The states of a meeting. The materials (C13) are owed anew for each date that the meeting has; at the opening the members say whether
/// they agree to late ones, if there were any.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum MeetingState {
    Planned { step: Step },
    Invited { step: Step, materials: Duty },
    Held { step: Step, materials: Duty, late_agreed: Option<bool> },
    Cancelled { step: Step, reason: String },
}

/// A step of a meeting, as it was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct MeetingStep {
    pub(crate) act: MeetingAct,
    pub(crate) step: Step,
    /// When the meeting was to begin, once this was done.
    pub(crate) start_at: Timestamp,
    /// Why it was moved or cancelled.
    pub(crate) reason: Option<String>,
}

impl Meeting {
    /// Whether the chief convener let just this seat preside.
    pub(crate) fn is_delegated_to(&self, seat: SeatId) -> bool {
        self.delegation.as_ref().is_some_and(|delegation| delegation.seat == seat)
    }

    /// The seat `before` changed hands: whoever follows in it presides, and has its delegation.
    pub(crate) fn replace_chair(&mut self, before: SeatId, seat: SeatId) {
        if self.presided_by == before {
            self.presided_by = seat;
        }
        if let Some(delegation) = self.delegation.as_mut().filter(|delegation| delegation.seat == before) {
            delegation.seat = seat;
        }
    }

    /// The chief convener lets a convener preside.
    pub(crate) fn delegate(&mut self, to: &Seat, step: Step) -> Result<(), Refusal> {
        self.state.must_be_to_come()?;
        may_be_delegated(self.kind, to.role)?;
        self.delegation = Some(Delegation { seat: to.id, step });
        self.presided_by = to.id;
        Ok(())
    }

    /// The office invites, or invites whoever joined since. True the first time, which opens the duty to send the materials.
    pub(crate) fn invite(&mut self, step: Step, materials: Duty) -> Result<bool, Refusal> {
        self.state.must_be_to_come()?;
        let is_first = self.state.materials().is_none();
        if is_first {
            self.state = MeetingState::Invited { step, materials };
        }
        Ok(is_first)
    }

    /// The office moves it. Where people were invited, `due` makes the duty of the new date; returns that of the old one.
    pub(crate) fn reschedule(
        &mut self,
        start_at: Timestamp,
        place: Option<String>,
        due: impl FnOnce() -> Result<Duty, Refusal>,
    ) -> Result<Option<Duty>, Refusal> {
        let before = match &mut self.state {
            MeetingState::Planned { .. } => None,
            MeetingState::Invited { materials, .. } => Some(std::mem::replace(materials, due()?)),
            MeetingState::Held { .. } => return Err(already_held()),
            MeetingState::Cancelled { .. } => return Err(already_cancelled()),
        };
        self.start_at = start_at;
        if let Some(place) = place {
            self.place = place;
        }
        self.reschedules += 1;
        Ok(before)
    }

    /// The office cancels it.
    pub(crate) fn cancel(&mut self, step: Step, reason: String) -> Result<(), Refusal> {
        self.state.must_be_to_come()?;
        self.state = MeetingState::Cancelled { step, reason };
        Ok(())
    }

    /// It is opened under this seat.
    pub(crate) fn open(
        &mut self,
        step: Step,
        under: SeatId,
        late_agreed: Option<bool>,
    ) -> Result<(), Refusal> {
        let materials = self.state.must_be_invited_to()?.clone();
        self.presided_by = under;
        self.state = MeetingState::Held { step, materials, late_agreed };
        Ok(())
    }
}

impl MeetingState {
    /// Refuses to prepare what was held or cancelled.
    fn must_be_to_come(&self) -> Result<(), Refusal> {
        match self {
            Self::Planned { .. } | Self::Invited { .. } => Ok(()),
            Self::Held { .. } => Err(already_held()),
            Self::Cancelled { .. } => Err(already_cancelled()),
        }
    }

    /// Refuses materials, answers and the opening unless people are invited; returns the duty to send the materials.
    pub(crate) fn must_be_invited_to(&self) -> Result<&Duty, Refusal> {
        match self {
            Self::Planned { .. } => Err(not_invited_to()),
            Self::Invited { materials, .. } => Ok(materials),
            Self::Held { .. } => Err(already_held()),
            Self::Cancelled { .. } => Err(already_cancelled()),
        }
    }

    /// Refuses that somebody is here before people are invited, or where the meeting is cancelled.
    pub(crate) fn must_take_place(&self) -> Result<(), Refusal> {
        match self {
            Self::Planned { .. } => Err(not_invited_to()),
            Self::Invited { .. } | Self::Held { .. } => Ok(()),
            Self::Cancelled { .. } => Err(already_cancelled()),
        }
    }

    /// Refuses an invitation before there is one; that of a cancelled meeting calls it off.
    pub(crate) fn must_be_announced(&self) -> Result<(), Refusal> {
        if let Self::Planned { .. } = self { Err(not_invited_to()) } else { Ok(()) }
    }

    /// Refuses minutes of what was not held.
    pub(crate) fn must_have_been_held(&self) -> Result<(), Refusal> {
        match self {
            Self::Planned { .. } | Self::Invited { .. } => {
                Err(refused("it was not held yet", "该会议尚未召开"))
            }
            Self::Held { .. } => Ok(()),
            Self::Cancelled { .. } => Err(already_cancelled()),
        }
    }

    /// The state without its facts.
    pub(crate) fn word(&self) -> words::MeetingState {
        match self {
            Self::Planned { .. } => words::MeetingState::Planned,
            Self::Invited { .. } => words::MeetingState::Invited,
            Self::Held { .. } => words::MeetingState::Held,
            Self::Cancelled { .. } => words::MeetingState::Cancelled,
        }
    }

    /// Who brought it there, and when.
    pub(crate) fn step(&self) -> &Step {
        match self {
            Self::Planned { step }
            | Self::Invited { step, .. }
            | Self::Held { step, .. }
            | Self::Cancelled { step, .. } => step,
        }
    }

    /// Until when its materials are to be sent (C13), once people were invited.
    pub(crate) fn materials(&self) -> Option<&Duty> {
        match self {
            Self::Invited { materials, .. } | Self::Held { materials, .. } => Some(materials),
            Self::Planned { .. } | Self::Cancelled { .. } => None,
        }
    }

    /// Whether the members agreed to late materials.
    pub(crate) fn late_agreed(&self) -> Option<bool> {
        if let Self::Held { late_agreed, .. } = self { *late_agreed } else { None }
    }

    /// Why it was cancelled.
    pub(crate) fn cancel_reason(&self) -> Option<&str> {
        if let Self::Cancelled { reason, .. } = self { Some(reason) } else { None }
    }
}

fn not_invited_to() -> Refusal {
    refused("nobody was invited to it yet", "该会议尚未发出通知")
}

fn already_held() -> Refusal {
    refused("it was held", "该会议已召开")
}

fn already_cancelled() -> Refusal {
    refused("it was cancelled", "该会议已取消")
}
