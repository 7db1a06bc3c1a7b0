//! Receipts (回执) on their way back: batched, published on our own stream, deleted when the broker has them.
//! There is no receipt of a receipt: if one is lost, the sender resends, and the inbox writes it again.

use std::{collections::BTreeMap, time::Duration};

use ids::{MessageId, Uuid};
use prost::Message;
use proto::{mailbox::v1 as pb, timestamp_to_proto};
use sqlx::PgPool;

use crate::{
    Mailbox,
    digest::sha256,
    publish::{Outgoing, publish},
    relay::Pass,
    subject::{self, Subject},
};

/// Publishes the receipts that are due, one batch.
pub(crate) async fn pass(mailbox: &Mailbox) -> Result<Pass, sqlx::Error> {
    let Some(broker) = mailbox.ready_broker().await else { return Ok(Pass::Idle) };
    let settings = mailbox.settings();
    let due = claim(mailbox.pool(), settings.batch, settings.lease).await?;
    if due.is_empty() {
        return Ok(Pass::Idle);
    }
    let mut by_sender = BTreeMap::<String, Vec<Due>>::new();
    for receipt in due {
        by_sender.entry(receipt.sender.clone()).or_default().push(receipt);
    }
    let incarnation = mailbox.incarnation().await?;
    let outgoing =
        by_sender.iter().map(|(to, receipts)| outgoing(mailbox, to, incarnation, receipts)).collect();
    let results = publish(broker, outgoing, settings.ack_timeout).await;

    let (mut sent, mut stuck, mut cause) = (Vec::new(), Vec::new(), None);
    for (receipts, result) in by_sender.into_values().zip(results) {
        let to = if result.is_ok() { &mut sent } else { &mut stuck };
        to.extend(receipts.into_iter().map(|receipt| receipt.id));
        cause = result.err().or(cause);
    }
    delete(mailbox.pool(), &sent).await?;
    let Some(error) = cause else { return Ok(Pass::Busy) };
    broker.doubt_stream();
    tracing::warn!(error, receipts = stuck.len(), "the broker did not acknowledge receipts; they stay due");
    wait(mailbox.pool(), &stuck, settings.publish_backoff.delay(0)).await?;
    Ok(Pass::Failed)
}

/// A receipt that this relay may publish until its lease ends.
#[derive(Debug)]
struct Due {
    id: i64,
    message_id: Uuid,
    sender: String,
    body_sha256: Vec<u8>,
    received_at: jiff_sqlx::Timestamp,
    parked: bool,
}

fn outgoing(mailbox: &Mailbox, to: &str, incarnation: Uuid, receipts: &[Due]) -> Outgoing {
    let county = &*mailbox.settings().county;
    let me = mailbox.service();
    let body = pb::Receipts {
        receiver: me.to_owned(),
        incarnation: incarnation.to_string(),
        receipts: receipts.iter().map(receipt).collect(),
    };
    let body = body.encode_to_vec();
    // A receipt is a message of its own, but a lost one is never published again, so any new id will do.
    let id = MessageId::generate();
    Outgoing {
        stream: subject::stream(county, me),
        subject: Subject::of_receipts(county, me, to).to_string(),
        id,
        once_as: id.to_string(),
        body_sha256: sha256(&body).to_vec(),
        traceparent: None,
        body: body.into(),
    }
}

fn receipt(due: &Due) -> pb::Receipt {
    use pb::receipt::Outcome;
    let outcome = if due.parked { Outcome::Parked } else { Outcome::Received };
    pb::Receipt {
        message_id: due.message_id.to_string(),
        body_sha256: due.body_sha256.clone().into(),
        receive_time: Some(timestamp_to_proto(due.received_at.to_jiff())),
        outcome: outcome.into(),
    }
}

async fn claim(pool: &PgPool, most: usize, lease: Duration) -> Result<Vec<Due>, sqlx::Error> {
    sqlx::query_as!(
        Due,
        "with due as (
            select id from mailbox.receipt where next_at <= statement_timestamp()
            order by next_at, id limit $1 for update skip locked
        )
        update mailbox.receipt set next_at = clock_timestamp() + make_interval(secs => $2)
        from due where receipt.id = due.id
        returning receipt.id, message_id, sender, body_sha256, received_at, parked",
        i64::try_from(most).unwrap_or(i64::MAX),
        lease.as_secs_f64()
    )
    .fetch_all(pool)
    .await
}

async fn delete(pool: &PgPool, ids: &[i64]) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from mailbox.receipt where id = any($1)", ids).execute(pool).await?;
    Ok(())
}

async fn wait(pool: &PgPool, ids: &[i64], wait: Duration) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update mailbox.receipt set next_at = clock_timestamp() + make_interval(secs => $2) where id = any($1)",
        ids,
        wait.as_secs_f64()
    )
    .execute(pool)
    .await?;
    Ok(())
}
