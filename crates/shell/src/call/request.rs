//! `request_id` and the audit row: how writes begin and end, one or several in one transaction.

use std::slice;

use bytes::Bytes;
use ids::RequestId;
use jiff::Timestamp;
use proto::Writes;
use refusal::{Kind, Refusal};
use ring::digest::{SHA256, digest};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    caller::Caller,
    error::Error,
    resources::{Resources, as_caller},
    store::{
        audit::{self, AuditOutcome, DoneEntry, Entry},
        request::{self, Answered, NewRequest, Request},
    },
};

/// One attempt to write: whose it is, and what makes a repeat the same.
#[derive(Clone, Debug)]
pub struct Attempt<'a> {
    caller: &'a Caller,
    rpc: &'static str,
    id: Uuid,
    body_sha256: Vec<u8>,
    validate_only: bool,
    now: Timestamp,
}

/// How an attempt begins.
#[derive(Debug)]
pub enum Begun {
    /// New: its work is to be done.
    Fresh,
    /// The same request was answered before; this is the encoded answer.
    Answered(Bytes),
}

impl<'a> Attempt<'a> {
    /// The attempt that a request is. A `request_id` that is no UUID is refused.
    pub fn of<Q: Writes>(caller: &'a Caller, request: &Q, now: Timestamp) -> Result<Self, Refusal> {
        let validate_only = request.validate_only();
        Self::new(caller, Q::PATH, request.request_id(), &request.encode_to_vec(), validate_only, now)
    }

    /// The same of a request that comes in pieces: `body` stands for all of it.
    pub fn new(
        caller: &'a Caller,
        rpc: &'static str,
        request_id: &str,
        body: &[u8],
        validate_only: bool,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let id = Uuid::try_parse(request_id)
            .map_err(|_| Refusal::field("request_id", "uuid", "must be a UUID", "必须是UUID"))?;
        let body_sha256 = digest(&SHA256, body).as_ref().to_vec();
        Ok(Self { caller, rpc, id, body_sha256, validate_only, now })
    }

    /// The id that the caller gave it.
    pub fn id(&self) -> RequestId {
        self.id.into()
    }

    /// When it is made.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// A repeat of the request that took the id first gets its answer; another request is refused.
    fn repeated(&self, first: Answered) -> Result<Begun, Refusal> {
        if first.request == self.request() { Ok(Begun::Answered(first.response)) } else { Err(reused()) }
    }

    fn request(&self) -> Request {
        Request {
            unit: self.caller.unit.to_string(),
            id: self.id,
            rpc: self.rpc.to_owned(),
            body_sha256: self.body_sha256.clone(),
            official: self.caller.official_name().to_owned(),
        }
    }
}

/// Takes the ids of these attempts, all of one unit, in a transaction of that unit; one outcome each, in order.
///
/// The same id, official and body give the same answer, however much later; while the first is still at work, the second
/// waits for it. The same id with another body, RPC or official is refused with `REQUEST_ID_REUSED`. An attempt that only
/// validates takes no id. Of two attempts with one id in one slice the second is refused.
pub async fn begin(
    tx: &mut PgConnection,
    attempts: &[Attempt<'_>],
) -> Result<Vec<Result<Begun, Refusal>>, Error> {
    let requests: Vec<NewRequest> = attempts
        .iter()
        .filter(|attempt| !attempt.validate_only)
        .map(|attempt| NewRequest { request: attempt.request(), at: attempt.now })
        .collect();
    let mut taken = request::insert_all(tx, &requests).await?;
    let mut outcomes = Vec::with_capacity(attempts.len());
    // Of two attempts with one id in one slice the first takes it. It has no answer yet that the second could be given.
    let mut fresh = Vec::with_capacity(taken.len());
    for attempt in attempts {
        let place = taken.iter().position(|id| *id == attempt.id);
        if attempt.validate_only {
            outcomes.push(Ok(Begun::Fresh));
        } else if let Some(place) = place {
            fresh.push(taken.swap_remove(place));
            outcomes.push(Ok(Begun::Fresh));
        } else if fresh.contains(&attempt.id) {
            outcomes.push(Err(reused()));
        } else {
            let first = request::find(tx, attempt.caller.unit.as_str(), attempt.id).await?;
            outcomes.push(attempt.repeated(first));
        }
    }
    Ok(outcomes)
}

/// A write that was done.
#[derive(Debug)]
pub struct Ended<'a> {
    /// What was asked.
    pub attempt: &'a Attempt<'a>,
    /// Ids or codes of what it wrote.
    pub objects: &'a [String],
    /// The encoded answer.
    pub answer: Vec<u8>,
}

/// Keeps the answers of writes that were done, and writes their audit rows, before their transaction commits.
pub async fn end(tx: &mut PgConnection, ended: &[Ended<'_>]) -> Result<(), Error> {
    let done: Vec<DoneEntry<'_>> =
        ended.iter().map(|one| DoneEntry { entry: one.entry(), answer: &one.answer }).collect();
    Ok(audit::insert_done(tx, &done).await?)
}

impl Ended<'_> {
    fn entry(&self) -> Entry<'_> {
        let Attempt { caller, rpc, id, now, .. } = self.attempt;
        Entry {
            at: *now,
            unit: Some(caller.unit.as_str()),
            system: &caller.system,
            official: caller.official.as_ref().map(|official| official.id.as_str()),
            rpc,
            request_id: Some(*id),
            outcome: AuditOutcome::Done,
            objects: self.objects,
        }
    }
}

/// Takes the request's id for work of several transactions, such as an import, which knows by itself what it has done
/// before. The same id with another body, RPC or official is refused with `REQUEST_ID_REUSED`.
pub async fn take_request_id(resources: &Resources, attempt: &Attempt<'_>) -> Result<RequestId, Error> {
    let mut tx = as_caller(resources, attempt.caller).await?;
    for begun in begin(&mut tx, slice::from_ref(attempt)).await? {
        begun?;
    }
    tx.commit().await?;
    Ok(attempt.id())
}

fn reused() -> Refusal {
    Refusal::new(
        Kind::Invalid,
        "REQUEST_ID_REUSED",
        "the request_id was used for another request",
        "该request_id已用于另一请求",
    )
}
