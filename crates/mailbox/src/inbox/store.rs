//! The statements on `mailbox.inbox`, `mailbox.failure` and, for what was taken, `mailbox.receipt`.

use std::{collections::HashMap, time::Duration};

use ids::Uuid;
use jiff::Timestamp;
use sqlx::{PgConnection, PgPool};

use crate::envelope::Envelope;

/// What stands in the inbox under a message's id.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) message_id: Uuid,
    pub(crate) body_sha256: Vec<u8>,
    /// 1 when this transaction put it there.
    pub(crate) seen: i32,
}

/// Inserts messages of different ids, or counts that they came again. Keys are sorted first: two replicas
/// that insert the same ones in opposite order would wait for each other for ever. Returns them in the order of
/// `facts`.
pub(crate) async fn insert<'a>(
    tx: &mut PgConnection,
    facts: &[&'a Envelope],
    received_at: Timestamp,
) -> Result<Vec<(&'a Envelope, Row)>, sqlx::Error> {
    let mut sorted = facts.to_vec();
    sorted.sort_by_key(|fact| fact.id);
    let ids: Vec<Uuid> = sorted.iter().map(|fact| fact.id.0).collect();
    let senders: Vec<String> = sorted.iter().map(|fact| fact.sender.clone()).collect();
    let events: Vec<String> = sorted.iter().map(|fact| fact.event.clone()).collect();
    let hashes: Vec<Vec<u8>> = sorted.iter().map(|fact| fact.body_sha256.to_vec()).collect();
    let rows = sqlx::query_as!(
        Row,
        "insert into mailbox.inbox (message_id, sender, event, body_sha256, received_at)
        select message_id, sender, event, body_sha256, $5
        from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[]) came (message_id, sender, event, body_sha256)
        on conflict (message_id) do update set seen = inbox.seen + 1
        returning message_id, body_sha256, seen",
        &ids,
        &senders,
        &events,
        &hashes,
        jiff_sqlx::Timestamp::from(received_at) as jiff_sqlx::Timestamp
    )
    .fetch_all(tx)
    .await?;
    let mut rows: HashMap<Uuid, Row> = rows.into_iter().map(|row| (row.message_id, row)).collect();
    Ok(facts.iter().filter_map(|fact| Some((*fact, rows.remove(&fact.id.0)?))).collect())
}

/// Writes receipts for messages that stand in the inbox, with the instant of their first arrival.
pub(crate) async fn write_receipts(tx: &mut PgConnection, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into mailbox.receipt (message_id, sender, body_sha256, received_at, parked)
        select message_id, sender, body_sha256, received_at, false
        from mailbox.inbox where message_id = any($1)",
        ids
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The messages that a handler put off, and for how much longer.
pub(super) async fn held(
    tx: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Duration>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select message_id, extract(epoch from retry_at - clock_timestamp())::float8 as "seconds!"
        from mailbox.failure where message_id = any($1) and retry_at > clock_timestamp()"#,
        ids
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.message_id, Duration::from_secs_f64(row.seconds.max(0.0)))).collect())
}

/// Counts one more failure; the message is held for the wait that belongs to its number. Returns the number,
/// from 1.
pub(super) async fn count_failure(
    pool: &PgPool,
    id: Uuid,
    waits: &[Duration],
    cause: &str,
) -> Result<i32, sqlx::Error> {
    let waits: Vec<f64> = waits.iter().map(Duration::as_secs_f64).collect();
    sqlx::query_scalar!(
        "insert into mailbox.failure (message_id, attempts, retry_at, cause)
        values ($1, 1, clock_timestamp() + make_interval(secs => coalesce(($2::float8[])[1], 0)), $3)
        on conflict (message_id) do update set
            attempts = failure.attempts + 1,
            retry_at = clock_timestamp() + make_interval(secs => coalesce(($2::float8[])[failure.attempts + 1], 0)),
            cause = excluded.cause
        returning attempts",
        id,
        &waits,
        cause
    )
    .fetch_one(pool)
    .await
}

/// Forgets that messages were put off.
pub(crate) async fn forget_failures(tx: &mut PgConnection, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from mailbox.failure where message_id = any($1)", ids).execute(tx).await?;
    Ok(())
}
