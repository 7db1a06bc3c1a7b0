//! One transaction: inbox rows, effects, receipts. All or none.

use std::{collections::HashMap, panic::AssertUnwindSafe, time::Duration};

use futures::FutureExt;
use ids::{MessageId, Uuid};
use jiff::Timestamp;
use sqlx::PgConnection;
use tracing::Instrument;

use super::{Outcome, store};
use crate::{Mailbox, Rejected, envelope::Envelope, metrics, parked};

/// Why an attempt was rolled back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failed {
    #[error("{0}")]
    Rejected(#[from] Rejected),
    #[error("{}", crate::handle::cause(.0))]
    Database(#[from] sqlx::Error),
}

/// What the database knows of a message.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    New,
    Known,
    Parked,
    /// The same id came with another body: whoever made this one is not who made the first.
    Tampered,
    /// A handler said "later", and it is not later yet.
    Held(Duration),
}

/// Takes messages of different ids, in the order of arrival.
pub(super) async fn attempt(mailbox: &Mailbox, facts: &[Envelope]) -> Result<Vec<Outcome>, Failed> {
    let received_at = mailbox.clock().now();
    let mut tx = database::begin(mailbox.pool()).await?;
    let verdicts = judge(&mut tx, facts, received_at).await?;
    let of = |wanted: Verdict| -> Vec<&Envelope> {
        facts.iter().filter(|fact| verdicts.get(&fact.id) == Some(&wanted)).collect()
    };
    let new = of(Verdict::New);
    let known = of(Verdict::Known);
    let parked = of(Verdict::Parked);
    if let Err(rejected) = handle(mailbox, &mut tx, &new, received_at).await {
        // Fails when the connection is gone: then that was the reason, not the message.
        tx.rollback().await?;
        return Err(rejected.into());
    }
    let taken: Vec<Uuid> = new.iter().chain(&known).map(|fact| fact.id.0).collect();
    let parked: Vec<Uuid> = parked.iter().map(|fact| fact.id.0).collect();
    for fact in of(Verdict::Tampered) {
        parked::keep_tampered(&mut tx, fact, received_at).await?;
    }
    store::forget_failures(&mut tx, &taken).await?;
    store::write_receipts(&mut tx, &taken).await?;
    parked::write_receipts(&mut tx, &parked).await?;
    tx.commit().await?;

    metrics::taken(new.len(), known.len() + parked.len());
    mailbox.receipts_are_due();
    Ok(facts.iter().map(|fact| outcome(fact, verdicts.get(&fact.id).copied())).collect())
}

/// Inserts what may be handled; the rows that were there already say what the rest are.
async fn judge(
    tx: &mut PgConnection,
    facts: &[Envelope],
    received_at: Timestamp,
) -> Result<HashMap<MessageId, Verdict>, sqlx::Error> {
    let ids: Vec<Uuid> = facts.iter().map(|fact| fact.id.0).collect();
    let held = store::held(tx, &ids).await?;
    let parked = parked::seen_again(tx, &ids).await?;
    let mut verdicts = HashMap::with_capacity(facts.len());
    let mut open = Vec::with_capacity(facts.len());
    for fact in facts {
        if let Some(hash) = parked.get(&fact.id.0) {
            let same = hash.as_slice() == fact.body_sha256;
            verdicts.insert(fact.id, if same { Verdict::Parked } else { Verdict::Tampered });
        } else if let Some(wait) = held.get(&fact.id.0) {
            verdicts.insert(fact.id, Verdict::Held(*wait));
        } else {
            open.push(fact);
        }
    }
    for (fact, row) in store::insert(tx, &open, received_at).await? {
        let verdict = match (row.body_sha256.as_slice() == fact.body_sha256, row.seen) {
            (false, _) => Verdict::Tampered,
            (true, 1) => Verdict::New,
            (true, _) => Verdict::Known,
        };
        verdicts.insert(fact.id, verdict);
    }
    Ok(verdicts)
}

/// Gives each run of the same event to its handler, in the order of arrival, whatever traces they are of: each carries its own. The run
/// is a step in their trace where all are of one, as those of an import are.
async fn handle(
    mailbox: &Mailbox,
    tx: &mut PgConnection,
    new: &[&Envelope],
    received_at: Timestamp,
) -> Result<(), Rejected> {
    for run in new.chunk_by(|one, next| one.event == next.event) {
        let Some(first) = run.first() else { continue };
        let span = tracing::info_span!("mailbox.receive", event = first.event, messages = run.len());
        if run.iter().all(|one| one.traceparent == first.traceparent) {
            telemetry::follow(&span, first.traceparent.as_deref());
        }
        let handled = AssertUnwindSafe(mailbox.handlers().handle(tx, run, received_at).instrument(span));
        // A fault of the handler is one of this message; without this it would end the inbox, and again after each restart.
        handled
            .catch_unwind()
            .await
            .unwrap_or_else(|_| Err(Rejected::Park("the handler panicked".into())))?;
    }
    Ok(())
}

fn outcome(fact: &Envelope, verdict: Option<Verdict>) -> Outcome {
    match verdict {
        Some(Verdict::Parked) => Outcome::Parked,
        Some(Verdict::Held(wait)) => Outcome::Later(wait),
        Some(Verdict::Tampered) => {
            tracing::error!(message.id = %fact.id, sender = fact.sender, "security: known id with another body");
            metrics::refused();
            Outcome::Refused
        }
        Some(Verdict::New | Verdict::Known) | None => Outcome::Taken,
    }
}
