//! Requests by the id that their caller gave them, each with its answer.

use bytes::Bytes;
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;
use uuid::Uuid;

/// What makes two requests with one id the same request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Request {
    pub(crate) unit: String,
    pub(crate) id: Uuid,
    pub(crate) rpc: String,
    pub(crate) body_sha256: Vec<u8>,
    pub(crate) official: String,
}

/// A request that is new, and when it was made.
#[derive(Clone, Debug)]
pub(crate) struct NewRequest {
    pub(crate) request: Request,
    pub(crate) at: Timestamp,
}

/// The request that took an id, and its encoded answer.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    pub(crate) request: Request,
    pub(crate) response: Bytes,
}

/// Takes the ids for these requests; the result is those that were free. Waits for other transactions that are about to take one, in the
/// order of the ids, so that two slices never wait for each other.
pub(crate) async fn insert_all(
    tx: &mut PgConnection,
    requests: &[NewRequest],
) -> Result<Vec<Uuid>, sqlx::Error> {
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let mut sorted: Vec<&NewRequest> = requests.iter().collect();
    sorted.sort_by_key(|new| new.request.id);
    let units: Vec<String> = sorted.iter().map(|new| new.request.unit.clone()).collect();
    let ids: Vec<Uuid> = sorted.iter().map(|new| new.request.id).collect();
    let rpcs: Vec<String> = sorted.iter().map(|new| new.request.rpc.clone()).collect();
    let bodies: Vec<Vec<u8>> = sorted.iter().map(|new| new.request.body_sha256.clone()).collect();
    let officials: Vec<String> = sorted.iter().map(|new| new.request.official.clone()).collect();
    let times: Vec<SqlTimestamp> = sorted.iter().map(|new| SqlTimestamp::from(new.at)).collect();
    sqlx::query_scalar!(
        "insert into shell.request (unit, request_id, rpc, body_sha256, official, created_at)
        select * from unnest($1::text[], $2::uuid[], $3::text[], $4::bytea[], $5::text[], $6::timestamptz[])
        on conflict do nothing
        returning request_id",
        &units,
        &ids,
        &rpcs,
        &bodies,
        &officials,
        &times as &[SqlTimestamp],
    )
    .fetch_all(tx)
    .await
}

/// The request that took the id, and its answer.
pub(crate) async fn find(tx: &mut PgConnection, unit: &str, id: Uuid) -> Result<Answered, sqlx::Error> {
    let row = sqlx::query!(
        "select unit, request_id as id, rpc, body_sha256, official, response
        from shell.request
        where unit = $1 and request_id = $2",
        unit,
        id,
    )
    .fetch_one(tx)
    .await?;
    let request = Request {
        unit: row.unit,
        id: row.id,
        rpc: row.rpc,
        body_sha256: row.body_sha256,
        official: row.official,
    };
    Ok(Answered { request, response: row.response.into() })
}
