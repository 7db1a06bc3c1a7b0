//! Art. 23 — 在途核对: nobody is told that a duty is overdue before the owner of its clock was asked whether it was done, and all that it
//! had said by then has arrived.

use ids::TransitCheckId;
use jiff::Timestamp;
use mailbox::Outbox;
use proto::duty::v1::TransitAsked;
use sqlx::PgConnection;

use crate::store::transit_check;

#[cfg(test)]
mod tests;

/// Takes the answers of which nothing is on the way any more, then asks the services that duties wait for; gives how many it asked.
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
    let question = TransitCheckId::generate();
    let asked = transit_check::put_questions(tx, question, now).await?;
    let events: Vec<_> =
        asked.into_iter().map(|service| TransitAsked { check_id: question.to_string(), service }).collect();
    outbox.send(tx, &events).await?;
    Ok(events.len())
}
