//! Events that make no sense.

use ids::MessageId;
use mailbox::Rejected;

/// Keeps the message for an operator; its content is in no log.
pub(super) fn unreadable(message: MessageId) -> Rejected {
    Rejected::Park(format!("message {message} cannot be read"))
}
