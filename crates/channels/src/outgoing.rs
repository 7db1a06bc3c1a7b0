//! What goes out, and what became of it: the same for every channel.

use std::{collections::BTreeMap, fmt, time::Duration};

use jiff::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// What goes out once, in every form that a channel may want.
#[derive(Clone)]
pub struct Outgoing {
    /// Stable over retries: receivers tell duplicates by it.
    pub id: Uuid,
    /// What it tells, such as `duty.due_soon`.
    pub kind: String,
    /// When what it tells of happened.
    pub at: Timestamp,
    /// One line of Chinese.
    pub title: String,
    /// Chinese, plain.
    pub text: String,
    /// The same for group robots.
    pub markdown: String,
    /// The same for e-mail.
    pub html: String,
    /// What a webhook's body has in `data`: ids and links, no personal data.
    pub data: Value,
    /// What the variables of an SMS template stand for.
    pub params: BTreeMap<String, String>,
}

/// What became of one attempt. Certain only where it says `Accepted`: after any other, the receiver may have the message all the
/// same, and knows it again by its id where the channel carries ids. A cause is short, English, and safe to keep and to show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The other side took it.
    Accepted {
        /// What it calls the message, for asking it later.
        provider_id: Option<String>,
    },
    /// Not now; another attempt may succeed.
    Later {
        /// How long the other side wants to be left alone.
        after: Option<Duration>,
        /// The cause, for the delivery log; never names the receiver.
        cause: String,
    },
    /// Never this message to this receiver; others may go through.
    Refused {
        /// The cause, for the delivery log; never names the receiver.
        cause: String,
    },
    /// Never anything to this receiver again: disable it and tell an administrator.
    Gone {
        /// The cause, for the delivery log; never names the receiver.
        cause: String,
    },
}

impl Outcome {
    pub(crate) fn accepted() -> Self {
        Self::Accepted { provider_id: None }
    }

    /// Not now, without a time.
    pub fn later(cause: impl Into<String>) -> Self {
        Self::Later { after: None, cause: cause.into() }
    }

    pub(crate) fn later_after(after: Duration, cause: impl Into<String>) -> Self {
        Self::Later { after: Some(after), cause: cause.into() }
    }

    /// Never this message to this receiver.
    pub fn refused(cause: impl Into<String>) -> Self {
        Self::Refused { cause: cause.into() }
    }

    pub(crate) fn gone(cause: impl Into<String>) -> Self {
        Self::Gone { cause: cause.into() }
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}
