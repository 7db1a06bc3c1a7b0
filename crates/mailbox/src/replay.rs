//! An operator hands a parked message to its handler again.

use ids::{MessageId, ParkedId};
use jiff::Timestamp;
use sqlx::{Connection, PgConnection};

use crate::{Mailbox, Rejected, envelope::Envelope, inbox};

/// What came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Replayed {
    /// The handler took it, and the sender will get its receipt.
    Handled,
    /// It stays parked, for this cause.
    Rejected(String),
    /// There is no such parked message, or no longer.
    NotFound,
}

impl Mailbox {
    /// Replays a parked message inside the caller's transaction, which must be of the system role and is left
    /// as it was when the handler rejects. After the commit, call [`Mailbox::receipts_are_due`].
    pub async fn replay(&self, tx: &mut PgConnection, id: ParkedId) -> Result<Replayed, sqlx::Error> {
        let Some(row) = lock(tx, id).await? else { return Ok(Replayed::NotFound) };
        let Some(fact) = row else {
            return Ok(Replayed::Rejected("it was refused as no message of ours".to_owned()));
        };
        let mut attempt = tx.begin().await?;
        match handle(self, &mut attempt, &fact, self.clock().now()).await {
            Ok(()) => {
                delete(&mut attempt, id).await?;
                attempt.commit().await?;
                Ok(Replayed::Handled)
            }
            Err(Rejected::Retry(cause) | Rejected::Park(cause)) => {
                attempt.rollback().await?;
                Ok(Replayed::Rejected(cause))
            }
        }
    }
}

async fn handle(
    mailbox: &Mailbox,
    tx: &mut PgConnection,
    fact: &Envelope,
    received_at: Timestamp,
) -> Result<(), Rejected> {
    let rows = inbox::insert(tx, &[fact], received_at).await?;
    let Some((_, row)) = rows.first() else { return Ok(()) };
    if row.body_sha256.as_slice() != fact.body_sha256 {
        return Err(Rejected::Park("its id was taken with another body".to_owned()));
    }
    if row.seen == 1 {
        mailbox.handlers().handle(tx, &[fact], received_at).await?;
    }
    inbox::write_receipts(tx, &[fact.id.0]).await?;
    inbox::forget_failures(tx, &[fact.id.0]).await?;
    Ok(())
}

/// None when there is no such row; `Some(None)` when it can never be replayed.
async fn lock(tx: &mut PgConnection, id: ParkedId) -> Result<Option<Option<Envelope>>, sqlx::Error> {
    let row = sqlx::query!(
        "select message_id, sender, event, subject, traceparent, body, body_sha256
        from mailbox.parked where id = $1 for update",
        id.0
    )
    .fetch_optional(tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (Some(message_id), Some(event), Ok(body_sha256)) =
        (row.message_id, row.event, <[u8; 32]>::try_from(row.body_sha256))
    else {
        return Ok(Some(None));
    };
    Ok(Some(Some(Envelope {
        id: MessageId(message_id),
        sender: row.sender,
        event,
        subject: row.subject,
        traceparent: row.traceparent,
        body: row.body.into(),
        body_sha256,
        is_receipts: false,
    })))
}

async fn delete(tx: &mut PgConnection, id: ParkedId) -> Result<(), sqlx::Error> {
    database::one(sqlx::query!("delete from mailbox.parked where id = $1", id.0).execute(tx).await?)
}
