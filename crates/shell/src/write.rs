//! The recipe of every call: a transaction as the caller; for writes also `request_id`, `validate_only` and the audit row.

use std::future::Future;

use database::Tx;
use mailbox::Outbox;
use sqlx::{PgConnection, PgPool};

use crate::{Caller, Error};

/// What a call goes through: the pool of the `rpc` role and the outbox.
#[derive(Clone, Debug)]
pub struct Doors {
    /// Pool of the role `<service>_rpc`.
    pub rpc: PgPool,
    /// Woken after each commit.
    pub outbox: Outbox,
    /// The clock.
    pub clock: clock::Clock,
}

/// One attempt to write.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// Path of the RPC, as in its policy rule.
    pub rpc: &'static str,
    /// UUID that the caller gave this operation.
    pub request_id: &'a str,
    /// Only check, change nothing.
    pub validate_only: bool,
    /// The encoded request; only its digest is kept.
    pub body: &'a [u8],
}

/// A write that is open, or one that was answered before.
pub enum Write<Response> {
    /// New: do the work in [`Open::tx`], then [`Open::commit`].
    Fresh(Open<Response>),
    /// The same request was answered before: this is the answer.
    Answered(Response),
}

/// An open write.
pub struct Open<Response> {
    tx: Tx,
    _response: std::marker::PhantomData<Response>,
}

impl<Response: prost::Message + Default> Write<Response> {
    /// Begins a transaction as the caller and looks the request up. The same id with another body is refused.
    pub async fn begin(_doors: &Doors, _caller: &Caller, _attempt: Attempt<'_>) -> Result<Self, Error> {
        todo!()
    }
}

impl<Response: prost::Message + Default> Open<Response> {
    /// The transaction.
    pub fn tx(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Keeps the answer, writes the audit row about `objects` (ids or codes), commits (or rolls back when only
    /// validating) and wakes the outbox.
    pub async fn commit(self, _objects: &[String], _response: Response) -> Result<Response, Error> {
        todo!()
    }
}

/// Begins a transaction as the caller: row-level security shows what the caller may see. For reads; ends by rollback.
pub async fn as_caller(_doors: &Doors, _caller: &Caller) -> Result<Tx, Error> {
    todo!()
}

/// Runs a call in a task of its own, so that a caller who goes away cancels nothing half done; records a refusal in the
/// audit trail; gives the gRPC answer.
pub async fn spawned<T: Send + 'static>(
    _doors: &Doors,
    _caller: &Caller,
    _rpc: &'static str,
    _work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<tonic::Response<T>, tonic::Status> {
    todo!()
}
