//! Messages that could not be handled: kept with all their bytes until an operator looks.

use std::collections::HashMap;

use ids::{MessageId, ParkedId, Uuid};
use jiff::Timestamp;
use sqlx::{PgConnection, PgPool};

use crate::{Incoming, digest::sha256, envelope::Envelope};

/// A parked message as operators see it: without its body.
#[derive(Clone, Debug)]
pub struct Parked {
    /// Id of the parked row.
    pub id: ParkedId,
    /// Id of the message; none when it was refused before its headers were believed. Such a message cannot be
    /// replayed.
    pub message: Option<MessageId>,
    /// Service whose stream it came from.
    pub sender: String,
    /// Name of the event, if it could be read.
    pub event: Option<String>,
    /// Why it was parked.
    pub cause: String,
    /// When it first came.
    pub parked_at: Timestamp,
    /// How often it came.
    pub seen: i32,
}

/// Parked messages, oldest first, from after `after`. For the system role.
pub async fn list(
    conn: &mut PgConnection,
    after: Option<ParkedId>,
    most: i64,
) -> Result<Vec<Parked>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, message_id, sender, event, cause, parked_at, seen from mailbox.parked
        where $1::uuid is null or id > $1 order by id limit $2",
        after.map(|id| id.0),
        most
    )
    .fetch_all(conn)
    .await?;
    let parked = rows.into_iter().map(|row| Parked {
        id: ParkedId(row.id),
        message: row.message_id.map(MessageId),
        sender: row.sender,
        event: row.event,
        cause: row.cause,
        parked_at: row.parked_at.to_jiff(),
        seen: row.seen,
    });
    Ok(parked.collect())
}

/// Keeps a well-formed message that its handler refused.
pub(crate) async fn keep(
    tx: &mut PgConnection,
    fact: &Envelope,
    cause: &str,
    at: Timestamp,
) -> Result<(), sqlx::Error> {
    insert(tx, Some(fact.id.0), fact, &fact.raw_sha256(), cause, at).await
}

/// Keeps a message with a known id and another body. It never gets a message id here: the id is not its own.
pub(crate) async fn keep_tampered(
    tx: &mut PgConnection,
    fact: &Envelope,
    at: Timestamp,
) -> Result<(), sqlx::Error> {
    let cause = format!("security: message {} is known with another body", fact.id);
    insert(tx, None, fact, &fact.raw_sha256(), &cause, at).await
}

/// Keeps what is not a message of ours.
pub(crate) async fn keep_refused(
    pool: &PgPool,
    incoming: &Incoming,
    cause: &str,
    at: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into mailbox.parked (id, raw_sha256, sender, subject, traceparent, body, body_sha256, cause, parked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (raw_sha256) do update set seen = parked.seen + 1",
        ParkedId::generate().0,
        &incoming.raw_sha256(),
        incoming.peer,
        incoming.subject,
        incoming.traceparent,
        &*incoming.body,
        &sha256(&incoming.body),
        cause,
        jiff_sqlx::Timestamp::from(at) as jiff_sqlx::Timestamp
    )
    .execute(pool)
    .await?;
    Ok(())
}

/// Counts that parked ones among these messages came again; returns them with the hash of their body.
pub(crate) async fn seen_again(
    tx: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<u8>>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"update mailbox.parked set seen = seen + 1 where message_id = any($1)
        returning message_id as "message_id!", body_sha256"#,
        ids
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (row.message_id, row.body_sha256)).collect())
}

/// Writes receipts that say "parked".
pub(crate) async fn write_receipts(tx: &mut PgConnection, ids: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"insert into mailbox.receipt (message_id, sender, body_sha256, received_at, parked)
        select message_id, sender, body_sha256, parked_at, true
        from mailbox.parked where message_id = any($1)"#,
        ids
    )
    .execute(tx)
    .await?;
    Ok(())
}

async fn insert(
    tx: &mut PgConnection,
    message_id: Option<Uuid>,
    fact: &Envelope,
    raw_sha256: &[u8],
    cause: &str,
    at: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into mailbox.parked
            (id, raw_sha256, message_id, sender, event, subject, traceparent, body, body_sha256, cause, parked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (raw_sha256) do update set
            seen = parked.seen + 1,
            message_id = coalesce(excluded.message_id, parked.message_id),
            event = excluded.event,
            cause = excluded.cause",
        ParkedId::generate().0,
        raw_sha256,
        message_id,
        fact.sender,
        fact.event,
        fact.subject,
        fact.traceparent,
        &*fact.body,
        &fact.body_sha256,
        cause,
        jiff_sqlx::Timestamp::from(at) as jiff_sqlx::Timestamp
    )
    .execute(tx)
    .await?;
    Ok(())
}
