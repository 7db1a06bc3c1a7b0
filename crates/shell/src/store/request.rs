//! Requests that were answered.

use bytes::Bytes;
use jiff::Timestamp;
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

/// Takes the id for this request; false when it is taken. Waits for another transaction that is about to take it.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    request: &Request,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let inserted = sqlx::query!(
        "insert into shell.request (unit, request_id, rpc, body_sha256, official, created_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing",
        request.unit,
        request.id,
        request.rpc,
        request.body_sha256,
        request.official,
        jiff_sqlx::Timestamp::from(now) as _,
    )
    .execute(tx)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// The request that took the id, and its answer.
pub(crate) async fn find(
    tx: &mut PgConnection,
    unit: &str,
    id: Uuid,
) -> Result<(Request, Bytes), sqlx::Error> {
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
    Ok((request, row.response.into()))
}

/// Keeps the answer.
pub(crate) async fn answer(
    tx: &mut PgConnection,
    unit: &str,
    id: Uuid,
    response: &[u8],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update shell.request set response = $3 where unit = $1 and request_id = $2",
        unit,
        id,
        response,
    )
    .execute(tx)
    .await?;
    Ok(())
}
