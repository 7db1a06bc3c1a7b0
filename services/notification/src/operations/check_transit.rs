//! Art. 22, 23, 28 — 在途核对: nobody is told that a duty is overdue before the owner of its clock was asked whether it was done, and all
//! that it had said by then has arrived.

use ids::TransitCheckId;
use jiff::{SignedDuration, Timestamp};
use mailbox::Outbox;
use proto::duty::v1::TransitAsked;
use sqlx::PgConnection;

use crate::store::transit_check;

#[cfg(test)]
mod tests;

/// What is done carries the instant at which its transaction began, by the clock of its machine: so much before the question is proven
/// by the answer.
const GRACE: SignedDuration = SignedDuration::from_mins(5);

/// How many duties are let go in one transaction.
const BATCH: i64 = 5000;

/// Takes the answers whose messages have all arrived, releases the duties that waited for them, and asks the services that duties still
/// wait for. Returns how many it released and asked; call again while there are any.
pub(crate) async fn check_transit(
    tx: &mut PgConnection,
    outbox: &Outbox,
    now: Timestamp,
) -> Result<usize, sqlx::Error> {
    for (sender, awaited) in transit_check::lock_answered(tx).await? {
        if mailbox::have_arrived(tx, &awaited).await? {
            transit_check::prove(tx, &sender).await?;
        }
    }
    let released = transit_check::release(tx, BATCH).await?;
    let question = TransitCheckId::generate();
    let asked = transit_check::put_questions(tx, question, now - GRACE).await?;
    let events: Vec<_> =
        asked.into_iter().map(|service| TransitAsked { check_id: question.to_string(), service }).collect();
    outbox.send(tx, &events).await?;
    Ok(usize::try_from(released).unwrap_or(usize::MAX).saturating_add(events.len()))
}
