//! What an operation is lent while a write is under way.

use ids::{MessageId, OfficialId, RequestId, UnitCode};
use jiff::Timestamp;
use mailbox::{Event, Messages};
use refusal::Refusal;
use sqlx::PgConnection;

use super::{audit, caller::Caller, error::Error, resources::Resources};

/// A write that is under way: whose it is, when, and its transaction. Its statements see and change what the caller's unit may.
#[derive(Debug)]
pub struct Context<'a> {
    /// Who asks.
    pub caller: &'a Caller,
    /// When, by the service's clock: the same for all that the write does.
    pub now: Timestamp,
    /// The transaction; several writes may share it.
    pub tx: &'a mut PgConnection,
    /// The id that the caller gave it.
    pub request_id: RequestId,
    /// Only checks; what is written is taken back.
    pub validate_only: bool,
    /// What is said when it commits.
    pub messages: Messages,
    pub(super) rpc: &'static str,
    pub(super) resources: &'a Resources,
}

impl Context<'_> {
    /// The caller's unit.
    pub fn unit(&self) -> &UnitCode {
        &self.caller.unit
    }

    /// The acting official. Present on every call whose rule says `OfficialNeeded::Yes`.
    pub fn official(&self) -> Result<OfficialId, Refusal> {
        self.caller.acting_official()
    }

    /// Records that one item of a batch was refused for `reason`: the others go on, and the row stays only if they do. `object` is
    /// its id or code, never text of the caller's.
    pub async fn refused_item(&mut self, object: &str, reason: &'static str) -> Result<(), Error> {
        audit::refused_item(self.resources, self.caller, self.tx, self.rpc, object, reason).await
    }

    /// Says an event when the write commits; the result is the id of its message.
    pub fn say<E: Event>(&mut self, event: &E) -> MessageId {
        self.messages.say(event)
    }

    /// Says the event, if there is any: a step of a duty may turn out to be none.
    pub fn say_any<E: Event>(&mut self, event: Option<E>) {
        self.messages.say_any(event);
    }

    /// Says an event that belongs to the trace of its own matter, given as its `traceparent`.
    pub fn say_in_trace<E: Event>(&mut self, traceparent: Option<String>, event: &E) -> MessageId {
        self.messages.say_in_trace(traceparent, event)
    }
}
