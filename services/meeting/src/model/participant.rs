//! A participant (参会者) is a unit, or a guest without a name; an answer is about the present date of the meeting only.

use ids::{MeetingId, OfficialId, ParticipantId, UnitCode};
use jiff::Timestamp;
use proto::words::meeting::{InvitationAnswer, ParticipantKind};

use super::Step;

/// A unit, an expert or a lawyer who is invited.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Participant {
    pub(crate) id: ParticipantId,
    pub(crate) meeting: MeetingId,
    pub(crate) who: Who,
    /// What the unit answered to the present date.
    pub(crate) answer: Option<(Answer, Step)>,
    pub(crate) signed_in: Option<SignedIn>,
}

/// Whom an invitation goes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Who {
    /// A unit, by its seat or without one.
    Unit { unit: UnitCode, kind: ParticipantKind },
    /// An expert or a lawyer: where they come from, and for what; no name.
    Guest { organisation: String, kind: ParticipantKind },
}

/// What an invited unit says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Answer {
    Attends,
    /// It asks for leave, for this reason.
    Leave(String),
    /// The post of whoever comes instead.
    StandIn(String),
}

/// That somebody is here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SignedIn {
    pub(crate) at: Timestamp,
    /// 职务; no name.
    pub(crate) post: String,
    /// The official who recorded it.
    pub(crate) by: OfficialId,
}

impl Participant {
    /// Whoever is invited, and has not answered.
    pub(crate) fn invited(meeting: MeetingId, who: Who) -> Self {
        Self { id: ParticipantId::generate(), meeting, who, answer: None, signed_in: None }
    }

    /// The capacity in which it takes part.
    pub(crate) fn kind(&self) -> ParticipantKind {
        match &self.who {
            Who::Unit { kind, .. } | Who::Guest { kind, .. } => *kind,
        }
    }

    /// The unit; none: a guest.
    pub(crate) fn unit(&self) -> Option<&UnitCode> {
        if let Who::Unit { unit, .. } = &self.who { Some(unit) } else { None }
    }

    /// The stand-in's post, if the unit sends one.
    pub(crate) fn stand_in(&self) -> Option<&str> {
        match &self.answer {
            Some((Answer::StandIn(post), _)) => Some(post),
            _ => None,
        }
    }
}

impl Answer {
    /// The answer without its text.
    pub(crate) fn word(&self) -> InvitationAnswer {
        match self {
            Self::Attends => InvitationAnswer::Attends,
            Self::Leave(_) => InvitationAnswer::Leave,
            Self::StandIn(_) => InvitationAnswer::StandIn,
        }
    }

    /// Why, or who.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Attends => None,
            Self::Leave(text) | Self::StandIn(text) => Some(text),
        }
    }
}
