//! A message to one receiver, as the delivery log (发送记录) keeps it.

use ids::{DispatchId, SubscriptionId};
use jiff::Timestamp;
use proto::words::notification::{AttemptOutcome, DispatchState, NeedlessReason};

use super::Subject;

/// A message to one receiver.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Dispatch {
    pub(crate) id: DispatchId,
    pub(crate) subscription: SubscriptionId,
    pub(crate) subject: Subject,
    pub(crate) fate: Fate,
    pub(crate) attempts: i32,
    /// Why the last attempt failed.
    pub(crate) cause: Option<String>,
    /// What the last attempt said, unless it was a code.
    pub(crate) said: Option<String>,
    /// What the receiver's side calls it.
    pub(crate) provider_id: Option<String>,
    pub(crate) created_at: Timestamp,
}

/// What became of a message, and when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Fate {
    /// It is tried, or will be tried again.
    Waiting,
    Accepted(Timestamp),
    Refused(Timestamp),
    /// There were enough attempts.
    Exhausted(Timestamp),
    /// It was not sent.
    Dropped(Timestamp, NeedlessReason),
}

impl Fate {
    /// Its state.
    pub(crate) fn state(self) -> DispatchState {
        match self {
            Self::Waiting => DispatchState::Waiting,
            Self::Accepted(_) => DispatchState::Accepted,
            Self::Refused(_) => DispatchState::Refused,
            Self::Exhausted(_) => DispatchState::Exhausted,
            Self::Dropped(..) => DispatchState::Dropped,
        }
    }

    /// When it came to its end.
    pub(crate) fn ended_at(self) -> Option<Timestamp> {
        match self {
            Self::Waiting => None,
            Self::Accepted(at) | Self::Refused(at) | Self::Exhausted(at) | Self::Dropped(at, _) => Some(at),
        }
    }

    /// Why it was not sent.
    pub(crate) fn needless(self) -> Option<NeedlessReason> {
        match self {
            Self::Dropped(_, reason) => Some(reason),
            _ => None,
        }
    }

    /// The fate of these names; none where they do not fit.
    pub(crate) fn named(state: &str, ended_at: Option<Timestamp>, needless: Option<&str>) -> Option<Self> {
        match (DispatchState::named(state)?, ended_at, needless) {
            (DispatchState::Waiting, None, None) => Some(Self::Waiting),
            (DispatchState::Accepted, Some(at), None) => Some(Self::Accepted(at)),
            (DispatchState::Refused, Some(at), None) => Some(Self::Refused(at)),
            (DispatchState::Exhausted, Some(at), None) => Some(Self::Exhausted(at)),
            (DispatchState::Dropped, Some(at), Some(reason)) => {
                Some(Self::Dropped(at, NeedlessReason::named(reason)?))
            }
            _ => None,
        }
    }
}

/// An attempt at a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Attempt {
    pub(crate) number: i32,
    /// By the database's clock.
    pub(crate) begun_at: Timestamp,
    /// None: it runs, was not made, or the process died meanwhile.
    pub(crate) outcome: Option<AttemptOutcome>,
    pub(crate) cause: Option<String>,
}
