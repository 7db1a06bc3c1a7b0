//! Receipts that came back to the sender: the `todo` row goes, and the owner of the message is told, in one
//! transaction.

use std::{collections::BTreeMap, time::Duration};

use bytes::Bytes;
use ids::{MessageId, Uuid};
use jiff::Timestamp;
use prost::Message;
use proto::mailbox::v1::{self as pb, receipt};
use sqlx::PgConnection;

use crate::{
    Mailbox, ReceivedReceipt,
    envelope::Envelope,
    inbox::{Failed, Outcome},
    metrics,
};

/// Takes messages full of receipts. A receipt that cannot be taken now is let go: its `todo` row stays, and
/// the resend brings another.
pub(crate) async fn take(mailbox: &Mailbox, messages: &[Envelope]) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(messages.len());
    for message in messages {
        let Some(receipts) = read(message) else {
            tracing::error!(
                sender = message.sender,
                "security: receipts that cannot be read or are another's"
            );
            metrics::refused();
            outcomes.push(Outcome::Refused);
            continue;
        };
        outcomes.push(match database::bounded(take_all(mailbox, &receipts)).await {
            Ok(()) => Outcome::Taken,
            Err(error) => {
                tracing::debug!(%error, "receipts rolled back; taking one by one");
                one_by_one(mailbox, &receipts).await
            }
        });
    }
    outcomes
}

/// A receipt, read.
#[derive(Clone, Debug)]
struct Arrived {
    message: Uuid,
    receiver: String,
    body_sha256: Bytes,
    received_at: Timestamp,
    parked: bool,
}

async fn one_by_one(mailbox: &Mailbox, receipts: &BTreeMap<Uuid, Arrived>) -> Outcome {
    for (id, receipt) in receipts {
        let one = BTreeMap::from([(*id, receipt.clone())]);
        match database::bounded(take_all(mailbox, &one)).await {
            Ok(()) => {}
            Err(Failed::Database(error)) => {
                tracing::warn!(%error, "the outbox is away; receipts wait");
                return mailbox.later();
            }
            Err(Failed::Rejected(error)) => {
                let receiver = &receipt.receiver;
                tracing::error!(%error, message.id = %id, receiver, "receipt not taken; a resend brings another");
            }
        }
    }
    Outcome::Taken
}

async fn take_all(mailbox: &Mailbox, receipts: &BTreeMap<Uuid, Arrived>) -> Result<(), Failed> {
    let mut tx = database::begin(mailbox.pool()).await?;
    let (parked, taken): (Vec<_>, Vec<_>) = receipts.values().partition(|receipt| receipt.parked);
    mark_parked(&mut tx, &parked, mailbox.settings().receipt_backoff.slowest()).await?;
    let done = delete(&mut tx, &taken).await?;
    if done.len() < taken.len() {
        report_tampered(&mut tx, &taken).await?;
    }
    let done: Vec<ReceivedReceipt> = done
        .into_iter()
        .filter_map(|(id, event)| {
            let receipt = receipts.get(&id)?;
            let receiver = receipt.receiver.clone();
            Some(ReceivedReceipt {
                message: MessageId(id),
                event,
                receiver,
                received_at: receipt.received_at,
            })
        })
        .collect();
    if let Err(rejected) = mailbox.handlers().on_receipts(&mut tx, &done).await {
        // Fails when the connection is gone: then that was the reason.
        tx.rollback().await?;
        return Err(rejected.into());
    }
    tx.commit().await?;
    metrics::receipted(done.len());
    Ok(())
}

fn read(message: &Envelope) -> Option<BTreeMap<Uuid, Arrived>> {
    let read = pb::Receipts::decode(message.body.clone()).ok()?;
    if read.receiver != message.sender {
        return None;
    }
    read.receipts.into_iter().map(|receipt| read_one(receipt, &message.sender)).collect()
}

fn read_one(receipt: pb::Receipt, receiver: &str) -> Option<(Uuid, Arrived)> {
    let parked = match receipt.outcome() {
        receipt::Outcome::Received => false,
        receipt::Outcome::Parked => true,
        receipt::Outcome::Unspecified => return None,
    };
    let message = receipt.message_id.parse::<MessageId>().ok()?.0;
    let at = receipt.receive_time?;
    let received_at = Timestamp::new(at.seconds, at.nanos).ok()?;
    let receiver = receiver.to_owned();
    Some((message, Arrived { message, receiver, body_sha256: receipt.body_sha256, received_at, parked }))
}

/// Deletes what was receipted; returns the message and event of each row that was really there, so that each is
/// told once.
async fn delete(tx: &mut PgConnection, receipts: &[&Arrived]) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let (ids, receivers, hashes) = columns(receipts);
    let rows = sqlx::query!(
        "with receipted as (
            select todo.message_id, todo.receiver, message.event
            from mailbox.todo
            join mailbox.message on message.id = todo.message_id
            join unnest($1::uuid[], $2::text[], $3::bytea[]) came (message_id, receiver, body_sha256)
                on came.message_id = todo.message_id and came.receiver = todo.receiver
                and came.body_sha256 = message.body_sha256
            order by todo.message_id for update of todo
        )
        delete from mailbox.todo using receipted
        where todo.message_id = receipted.message_id and todo.receiver = receipted.receiver
        returning todo.message_id, receipted.event",
        &ids,
        &receivers,
        &hashes
    )
    .fetch_all(tx)
    .await?;
    let mut done: Vec<_> = rows.into_iter().map(|row| (row.message_id, row.event)).collect();
    done.sort_unstable();
    Ok(done)
}

/// The row stays, so that operators of the sender see that it was not handled. It is still resent, seldom: the
/// receipt that follows a replay may get lost like any other, and only a resend brings another.
async fn mark_parked(
    tx: &mut PgConnection,
    receipts: &[&Arrived],
    wait: Duration,
) -> Result<(), sqlx::Error> {
    if receipts.is_empty() {
        return Ok(());
    }
    let (ids, receivers, hashes) = columns(receipts);
    sqlx::query!(
        "with parked as (
            select todo.message_id, todo.receiver
            from mailbox.todo
            join mailbox.message on message.id = todo.message_id
            join unnest($1::uuid[], $2::text[], $3::bytea[]) came (message_id, receiver, body_sha256)
                on came.message_id = todo.message_id and came.receiver = todo.receiver
                and came.body_sha256 = message.body_sha256
            where todo.parked_at is null
            order by todo.message_id for update of todo
        )
        update mailbox.todo
        set parked_at = clock_timestamp(), next_at = clock_timestamp() + make_interval(secs => $4)
        from parked where todo.message_id = parked.message_id and todo.receiver = parked.receiver",
        &ids,
        &receivers,
        &hashes,
        wait.as_secs_f64()
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A receipt that names another hash than we sent: somebody changed the body on its way, or made the receipt
/// up.
async fn report_tampered(tx: &mut PgConnection, receipts: &[&Arrived]) -> Result<(), sqlx::Error> {
    let (ids, _, hashes) = columns(receipts);
    let tampered = sqlx::query_scalar!(
        "select message.id from mailbox.message
        join unnest($1::uuid[], $2::bytea[]) came (message_id, body_sha256) on came.message_id = message.id
        where came.body_sha256 <> message.body_sha256",
        &ids,
        &hashes
    )
    .fetch_all(tx)
    .await?;
    for id in tampered {
        tracing::error!(message.id = %id, "security: a receipt names another body than was sent");
        metrics::refused();
    }
    Ok(())
}

fn columns(receipts: &[&Arrived]) -> (Vec<Uuid>, Vec<String>, Vec<Vec<u8>>) {
    let ids = receipts.iter().map(|receipt| receipt.message).collect();
    let receivers = receipts.iter().map(|receipt| receipt.receiver.clone()).collect();
    let hashes = receipts.iter().map(|receipt| receipt.body_sha256.to_vec()).collect();
    (ids, receivers, hashes)
}
