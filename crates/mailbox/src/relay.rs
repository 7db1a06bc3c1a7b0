//! From `todo` to the broker: claim and commit, publish outside any transaction, settle. Any number of
//! replicas.
//!
//! Dying after the claim: the lease ends and the same epoch is published again. Dying after the broker's
//! acknowledgement: the same, and the broker drops the second. Dying after settling: the receipt comes, or
//! the next epoch goes out.

use std::time::Instant;

use bytes::Bytes;
use tracing::Instrument;

use crate::{
    mailbox::Mailbox,
    metrics,
    publish::{Outgoing, publish},
    subject::{self, Subject},
    todo::{self, Claimed, Settled},
};

/// What one pass did.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Pass {
    /// Nothing is due, or the broker is away.
    Idle,
    /// A batch went out; there may be more.
    Busy,
    /// Something failed: wait before the next pass.
    Failed,
}

/// Publishes what is due, one batch.
pub(crate) async fn pass(mailbox: &Mailbox) -> Result<Pass, sqlx::Error> {
    let Some(broker) = mailbox.ready_broker().await else { return Ok(Pass::Idle) };
    let claimed = claim(mailbox).await?;
    if claimed.is_empty() {
        return Ok(Pass::Idle);
    }
    let outgoing = claimed.iter().map(|row| outgoing(mailbox, row)).collect();
    let span = tracing::info_span!("mailbox.publish", messages = claimed.len());
    telemetry::follow(&span, claimed.first().and_then(|row| row.traceparent.as_deref()));
    let results = publish(broker, outgoing, mailbox.settings().ack_timeout).instrument(span).await;

    let failed = results.iter().filter(|result| result.is_err()).count();
    let settled: Vec<Settled> =
        claimed.into_iter().zip(results).map(|(row, result)| settled(mailbox, row, result)).collect();
    todo::settle(mailbox.pool(), &settled).await?;
    metrics::published(settled.len() - failed);
    if let Some(error) = settled.iter().find_map(|row| row.error.as_deref()) {
        broker.doubt_stream();
        tracing::warn!(failed, error, "the broker did not acknowledge; the messages stay due");
        return Ok(Pass::Failed);
    }
    Ok(Pass::Busy)
}

/// What was never sent goes first; resends have a budget.
async fn claim(mailbox: &Mailbox) -> Result<Vec<Claimed>, sqlx::Error> {
    let settings = mailbox.settings();
    let mut claimed = todo::claim_fresh(mailbox.pool(), settings.batch, settings.lease).await?;
    let allowed = mailbox.budget().take(claimed.len(), settings.batch, Instant::now());
    if allowed == 0 {
        return Ok(claimed);
    }
    let resends = todo::claim_resends(mailbox.pool(), allowed, settings.lease).await?;
    mailbox.budget().put_back(allowed - resends.len());
    metrics::resent(resends.len());
    claimed.extend(resends);
    Ok(claimed)
}

fn outgoing(mailbox: &Mailbox, row: &Claimed) -> Outgoing {
    let county = &*mailbox.settings().county;
    let sender = mailbox.service();
    let subject = Subject { county, verb: &row.verb, sender, receiver: &row.receiver, event: &row.event };
    Outgoing {
        stream: subject::stream(county, sender),
        subject: subject.to_string(),
        id: row.id(),
        once_as: row.once_as(),
        body_sha256: row.body_sha256.clone(),
        traceparent: row.traceparent.clone(),
        body: Bytes::copy_from_slice(&row.body),
    }
}

fn settled(mailbox: &Mailbox, row: Claimed, result: Result<(), String>) -> Settled {
    let settings = mailbox.settings();
    let error = result.err();
    let wait = match error {
        None if row.parked => settings.receipt_backoff.slowest(),
        None => settings.receipt_backoff.delay(row.epoch.unsigned_abs()),
        Some(_) => settings.publish_backoff.delay(row.failures.unsigned_abs()),
    };
    Settled { message_id: row.message_id, receiver: row.receiver, epoch: row.epoch, error, wait }
}
