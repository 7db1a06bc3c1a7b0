//! What a service does with what it receives.

use std::future::Future;

use ids::MessageId;
use jiff::Timestamp;
use sqlx::{PgConnection, error::DatabaseError};

use crate::Event;

/// An event that arrived for the first time, in the transaction that takes it into the inbox.
#[derive(Clone, Debug)]
pub struct Received<E> {
    /// Id of the message.
    pub id: MessageId,
    /// Name of the service that sent it.
    pub sender: String,
    /// When this service took it: the business instant of the batch, carried back in the receipt.
    pub received_at: Timestamp,
    /// The trace in which the sender said it (W3C): what it leads to is said in it, too. Those that arrive together may be of
    /// several.
    pub traceparent: Option<String>,
    /// The fact that was told.
    pub event: E,
}

impl<E> Received<E> {
    /// What it says, as `read` understands it. What nobody can read today, nobody can read later: it is parked.
    pub fn read<T>(&self, read: impl FnOnce(&E) -> Option<T>) -> Result<T, Rejected> {
        read(&self.event).ok_or_else(|| self.unreadable())
    }

    /// Parks it as a message that cannot be read.
    pub fn unreadable(&self) -> Rejected {
        Rejected::Park(format!("message {} cannot be read", self.id))
    }
}

/// Why a handler did not take an event.
#[derive(Debug, thiserror::Error)]
pub enum Rejected {
    /// Try again later: the database failed, or something that must come first is not here yet.
    #[error("retry: {0}")]
    Retry(String),
    /// It can never be handled as it is: keep it for an operator.
    #[error("park: {0}")]
    Park(String),
}

impl From<sqlx::Error> for Rejected {
    fn from(error: sqlx::Error) -> Self {
        Self::Retry(cause(&error))
    }
}

/// What may be kept and logged of an error. PostgreSQL quotes values in messages of SQLSTATE class 22 (data),
/// and a value may be personal data.
pub(crate) fn cause(error: &sqlx::Error) -> String {
    let code = error.as_database_error().and_then(DatabaseError::code);
    match code.filter(|code| code.starts_with("22")) {
        Some(code) => format!("the database refused a value, sqlstate {code}"),
        None => error.to_string(),
    }
}

/// A service's reaction to one kind of event.
pub trait Handle<E: Event>: Send + Sync + 'static {
    /// Takes the events that arrived together, oldest first, all or none, inside the inbox's transaction.
    /// When it rejects a group, the group is replayed one by one, so that no event fails for its neighbour.
    fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<E>],
    ) -> impl Future<Output = Result<(), Rejected>> + Send;
}

/// A receipt that came back to the sender: the message is in the receiver's database.
#[derive(Clone, Debug)]
pub struct ReceivedReceipt {
    /// Id of the message.
    pub message: MessageId,
    /// Name of its event.
    pub event: String,
    /// Name of the service that has it.
    pub receiver: String,
    /// When that service took it.
    pub received_at: Timestamp,
}

/// What the sender does when its messages have arrived.
pub trait OnReceipts: Send + Sync + 'static {
    /// Takes the receipts inside the transaction that deletes the `todo` rows. Called once per message and
    /// receiver.
    fn on_receipts(
        &self,
        tx: &mut PgConnection,
        receipts: &[ReceivedReceipt],
    ) -> impl Future<Output = Result<(), Rejected>> + Send;
}
