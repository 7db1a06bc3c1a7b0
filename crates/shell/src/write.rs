//! The recipe of a write: a transaction as the caller, `request_id`, `validate_only`, and the audit row.

use std::marker::PhantomData;

use database::Tx;
use ids::RequestId;
use refusal::{Kind, Refusal};
use ring::digest::{SHA256, digest};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    Caller, Doors, Error, as_caller, audit,
    store::request::{self, Request},
};

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
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "made and matched once a call")]
pub enum Write<Response> {
    /// New: do the work in [`Open::tx`], then [`Open::commit`].
    Fresh(Open<Response>),
    /// The same request was answered before: this is the answer.
    Answered(Response),
}

/// An open write. Dropped without [`Open::commit`], it leaves nothing.
#[derive(Debug)]
#[must_use = "what was written is lost unless committed"]
pub struct Open<Response> {
    tx: Tx,
    doors: Doors,
    caller: Caller,
    rpc: &'static str,
    request_id: Uuid,
    validate_only: bool,
    response: PhantomData<fn() -> Response>,
}

impl<Response: prost::Message + Default> Write<Response> {
    /// Begins a transaction as the caller and looks the request up.
    ///
    /// The same id, official and body give the same answer; while the first is still at work, the second waits for it.
    /// The same id with another body, RPC or official is refused with `REQUEST_ID_REUSED`.
    pub async fn begin(doors: &Doors, caller: &Caller, attempt: Attempt<'_>) -> Result<Self, Error> {
        let request = parsed(caller, attempt)?;
        let mut tx = as_caller(doors, caller).await?;
        if !attempt.validate_only && !request::insert(&mut tx, &request, doors.clock.now()).await? {
            let (first, response) = request::find(&mut tx, &request.unit, request.id).await?;
            return if first == request {
                Ok(Self::Answered(decoded(&response)?))
            } else {
                Err(reused().into())
            };
        }
        Ok(Self::Fresh(Open {
            tx,
            doors: doors.clone(),
            caller: caller.clone(),
            rpc: attempt.rpc,
            request_id: request.id,
            validate_only: attempt.validate_only,
            response: PhantomData,
        }))
    }
}

/// Takes the request's id for work of several transactions, such as an import, which knows by itself what it has done
/// before. Gives the id; the same id with another body, RPC or official is refused with `REQUEST_ID_REUSED`.
pub async fn take_request_id(
    doors: &Doors,
    caller: &Caller,
    attempt: Attempt<'_>,
) -> Result<RequestId, Error> {
    let request = parsed(caller, attempt)?;
    let mut tx = as_caller(doors, caller).await?;
    if !attempt.validate_only && !request::insert(&mut tx, &request, doors.clock.now()).await? {
        let (first, _) = request::find(&mut tx, &request.unit, request.id).await?;
        return if first == request { Ok(request.id.into()) } else { Err(reused().into()) };
    }
    tx.commit().await?;
    Ok(request.id.into())
}

impl<Response: prost::Message + Default> Open<Response> {
    /// The transaction.
    pub fn tx(&mut self) -> &mut PgConnection {
        &mut self.tx
    }

    /// Keeps the answer, writes the audit row about `objects` (ids or codes), commits (or rolls back when only
    /// validating) and wakes the outbox.
    pub async fn commit(self, objects: &[String], response: Response) -> Result<Response, Error> {
        if self.validate_only {
            self.tx.rollback().await?;
            return Ok(response);
        }
        let Self { mut tx, doors, caller, rpc, request_id, .. } = self;
        request::answer(&mut tx, caller.unit.as_str(), request_id, &response.encode_to_vec()).await?;
        audit::done(&doors, &caller, &mut tx, rpc, Some(request_id), objects).await?;
        tx.commit().await?;
        doors.outbox.wake();
        Ok(response)
    }
}

fn parsed(caller: &Caller, attempt: Attempt<'_>) -> Result<Request, Refusal> {
    let id = Uuid::try_parse(attempt.request_id)
        .map_err(|_| Refusal::field("request_id", "uuid", "must be a UUID", "必须是UUID"))?;
    Ok(Request {
        unit: caller.unit.to_string(),
        id,
        rpc: attempt.rpc.to_owned(),
        body_sha256: digest(&SHA256, attempt.body).as_ref().to_vec(),
        official: caller.official_name().to_owned(),
    })
}

fn reused() -> Refusal {
    Refusal::new(
        Kind::Invalid,
        "REQUEST_ID_REUSED",
        "the request_id was used for another request",
        "该request_id已用于另一请求",
    )
}

fn decoded<Response: prost::Message + Default>(response: &[u8]) -> Result<Response, Error> {
    Response::decode(response).map_err(|error| Error::Fault(format!("shell.request.response: {error}")))
}
