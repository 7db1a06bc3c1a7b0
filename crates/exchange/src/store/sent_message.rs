//! Which message carried which push.

use ids::{MessageId, PushId};
use sqlx::{PgConnection, types::Uuid};

/// Notes that these messages carry these pushes.
pub async fn insert_all(tx: &mut PgConnection, sent: &[(MessageId, PushId)]) -> Result<(), sqlx::Error> {
    let messages: Vec<Uuid> = sent.iter().map(|(message, _)| message.0).collect();
    let pushes: Vec<Uuid> = sent.iter().map(|(_, push)| push.0).collect();
    sqlx::query!(
        "insert into exchange.sent_message (message_id, push_id)
         select message_id, push_id from unnest($1::uuid[], $2::uuid[]) as sent (message_id, push_id)",
        &messages,
        &pushes,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The pushes that these messages carried; other messages are passed over.
pub async fn pushes_of(
    tx: &mut PgConnection,
    messages: &[MessageId],
) -> Result<Vec<(MessageId, PushId)>, sqlx::Error> {
    let messages: Vec<Uuid> = messages.iter().map(|message| message.0).collect();
    let rows = sqlx::query!(
        "select message_id, push_id from exchange.sent_message where message_id = any($1)",
        &messages,
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| (MessageId(row.message_id), PushId(row.push_id))).collect())
}
