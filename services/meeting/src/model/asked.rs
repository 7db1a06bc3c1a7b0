//! What a unit asks of the office: open until the office grants it, or declines it and says why; decided once.

use super::Step;

/// How far it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Asked {
    Open,
    Granted(Step),
    /// The office declined it, for this reason.
    Declined(Step, String),
}

impl Asked {
    /// The office decides, with a reason where it declines; false once it has decided.
    #[must_use]
    pub(crate) fn decide(&mut self, step: Step, decline_reason: Option<String>) -> bool {
        let is_open = *self == Self::Open;
        if is_open {
            *self = match decline_reason {
                None => Self::Granted(step),
                Some(reason) => Self::Declined(step, reason),
            };
        }
        is_open
    }

    /// Who decided, and when.
    pub(crate) fn decided(&self) -> Option<&Step> {
        match self {
            Self::Open => None,
            Self::Granted(step) | Self::Declined(step, _) => Some(step),
        }
    }

    /// Why it was declined.
    pub(crate) fn decline_reason(&self) -> Option<&str> {
        if let Self::Declined(_, reason) = self { Some(reason) } else { None }
    }
}
