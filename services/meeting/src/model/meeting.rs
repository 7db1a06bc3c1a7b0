//! A meeting (会议) of the joint meeting.

use duty::Duty;
use ids::{MeetingId, OfficialId, SeatId, TopicId, UnitCode};
use jiff::Timestamp;
use refusal::Refusal;

use super::{Seat, Step};
use crate::rules::{
    chair::{MeetingKind, may_be_delegated},
    meeting_course::{Act, Course},
};

/// A meeting.
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
    pub(crate) by: OfficialId,
    pub(crate) at: Timestamp,
}

/// The states of a meeting.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum MeetingState {
    /// 筹备.
    Planned { step: Step },
    /// 已通知.
    Invited { step: Step, materials: Duty },
    /// 已召开; whether the members agreed to materials that were late, if any were.
    Held { step: Step, materials: Duty, late_agreed: Option<bool> },
    /// 已取消.
    Cancelled { step: Step, reason: String },
}

/// A step of a meeting, as it was taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct MeetingStep {
    /// Name in the database.
    pub(crate) act: String,
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
    pub(crate) fn follow(&mut self, before: SeatId, seat: SeatId) {
        if self.presided_by == before {
            self.presided_by = seat;
        }
        if let Some(delegation) = self.delegation.as_mut().filter(|delegation| delegation.seat == before) {
            delegation.seat = seat;
        }
    }

    /// The chief convener lets a convener preside.
    pub(crate) fn delegate(&mut self, to: &Seat, by: OfficialId, at: Timestamp) -> Result<(), Refusal> {
        self.state.course().allows(Act::Delegate)?;
        may_be_delegated(self.kind, to.role)?;
        self.delegation = Some(Delegation { seat: to.id, by, at });
        self.presided_by = to.id;
        Ok(())
    }

    /// The office invites. Whether it is the first time.
    pub(crate) fn invite(&mut self, step: Step, materials: Duty) -> Result<bool, Refusal> {
        self.state.course().allows(Act::Invite)?;
        if self.state.materials().is_some() {
            return Ok(false);
        }
        self.state = MeetingState::Invited { step, materials };
        Ok(true)
    }

    /// The office moves it. Where people were invited, the materials have the date that `due` gives; gives what they had.
    pub(crate) fn reschedule(
        &mut self,
        start_at: Timestamp,
        place: Option<String>,
        due: impl FnOnce() -> Result<Duty, Refusal>,
    ) -> Result<Option<Duty>, Refusal> {
        self.state.course().allows(Act::Reschedule)?;
        let before = match &mut self.state {
            MeetingState::Invited { materials, .. } => Some(std::mem::replace(materials, due()?)),
            _ => None,
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
        self.state.course().allows(Act::Cancel)?;
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
        self.state.course().allows(Act::Open)?;
        if let MeetingState::Invited { materials, .. } = &self.state {
            self.presided_by = under;
            self.state = MeetingState::Held { step, materials: materials.clone(), late_agreed };
        }
        Ok(())
    }
}

impl MeetingState {
    /// How far it is.
    pub(crate) fn course(&self) -> Course {
        match self {
            Self::Planned { .. } => Course::Planned,
            Self::Invited { .. } => Course::Invited,
            Self::Held { .. } => Course::Held,
            Self::Cancelled { .. } => Course::Cancelled,
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

    /// Until when its materials are to be sent (C13), once people were invited. Each date of the meeting has a duty of its own.
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
