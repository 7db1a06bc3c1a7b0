//! A message whose own transaction failed: later, or parked.

use sqlx::{PgConnection, error::DatabaseError};

use super::{Outcome, attempt::Failed, store};
use crate::{Mailbox, Rejected, envelope::Envelope, handle, metrics, parked};

/// Counts the failure, or parks the message. None when the database is away or refuses the inbox's own statements, which is no message's
/// failure: all wait for as long as that takes, and the sender's alarm on the oldest message without a receipt tells of it. To park them
/// would turn one fault of ours into thousands for an operator.
pub(super) async fn put_off(mailbox: &Mailbox, fact: &Envelope, failed: Failed) -> Option<Outcome> {
    let decided = async {
        match failed {
            Failed::Rejected(Rejected::Park(cause)) => park(mailbox, fact, &cause).await,
            Failed::Rejected(Rejected::Retry(cause)) => count(mailbox, fact, &cause).await,
            Failed::Database(error) if is_of_the_message(&error) => {
                count(mailbox, fact, &handle::cause(&error)).await
            }
            Failed::Database(error) => Err(error),
        }
    };
    match database::bounded(decided).await {
        Ok(outcome) => Some(outcome),
        Err(error) => {
            tracing::warn!(%error, message.id = %fact.id, "the inbox is away; the message waits");
            None
        }
    }
}

async fn count(mailbox: &Mailbox, fact: &Envelope, cause: &str) -> Result<Outcome, sqlx::Error> {
    let settings = mailbox.settings();
    let waits: Vec<_> =
        (0..settings.attempts.unsigned_abs()).map(|earlier| settings.retry_backoff.delay(earlier)).collect();
    let attempts = store::count_failure(mailbox.pool(), fact.id.0, &waits, cause).await?;
    let wait = usize::try_from(attempts - 1).ok().and_then(|earlier| waits.get(earlier));
    match wait {
        Some(wait) if attempts < settings.attempts => {
            tracing::warn!(message.id = %fact.id, event = fact.event, attempts, cause, "handler put a message off");
            Ok(Outcome::Later(*wait))
        }
        _ => park(mailbox, fact, &format!("put off {attempts} times, at last: {cause}")).await,
    }
}

async fn park(mailbox: &Mailbox, fact: &Envelope, cause: &str) -> Result<Outcome, sqlx::Error> {
    let mut tx = database::begin(mailbox.pool()).await?;
    keep(&mut tx, mailbox, fact, cause).await?;
    tx.commit().await?;
    tracing::error!(message.id = %fact.id, event = fact.event, cause, "message parked; an operator must look");
    metrics::parked();
    mailbox.receipts_are_due();
    Ok(Outcome::Parked)
}

async fn keep(
    tx: &mut PgConnection,
    mailbox: &Mailbox,
    fact: &Envelope,
    cause: &str,
) -> Result<(), sqlx::Error> {
    parked::keep(tx, fact, cause, mailbox.clock().now()).await?;
    parked::write_receipts(tx, &[fact.id.0]).await?;
    store::forget_failures(tx, &[fact.id.0]).await
}

/// Whether the same message would fail again on a healthy database: SQLSTATE classes 22 (data) and 23
/// (constraints).
fn is_of_the_message(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| code.starts_with("22") || code.starts_with("23"))
}
