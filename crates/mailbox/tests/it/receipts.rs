//! The way back.

use bytes::Bytes;
use ids::MessageId;
use mailbox::{Incoming, Outcome, Replayed, run_until_empty};
use prost::Message;
use proto::mailbox::v1 as pb;
use ring::digest;

use crate::harness::{Refusal, Service, pair, settings, until};

#[tokio::test]
async fn a_lost_receipt_is_made_again_for_the_resend() {
    let (approval, supervision) = pair(settings()).await;
    let ids = approval.say(&["once"]).await;
    let taken = supervision.mailbox.take(&[approval.on_the_wire(ids[0], "supervision").await]).await;
    assert_eq!(taken, [Outcome::Taken]);
    sqlx::query("delete from mailbox.receipt").execute(&supervision.superuser).await.unwrap();

    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
    assert_eq!(supervision.effects().await, ["once"]);
    assert_eq!(approval.told().await, ids);
}

#[tokio::test]
async fn a_receipt_that_is_lost_after_a_replay_is_made_again() {
    let (approval, supervision) = pair(settings()).await;
    supervision.notebook.refuse("poison", Refusal::Park);
    let ids = approval.say(&["poison"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
    until("the parked message is resent", async || {
        run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
        supervision.count("select seen::bigint from mailbox.parked").await > 1
    })
    .await;
    assert_eq!(approval.count("select count(*) from mailbox.todo where parked_at is not null").await, 1);

    supervision.notebook.accept("poison");
    let id = supervision.the_parked().await;
    let mut tx = database::begin(&supervision.system).await.unwrap();
    assert_eq!(supervision.mailbox.replay(&mut tx, id).await.unwrap(), Replayed::Handled);
    sqlx::query("delete from mailbox.receipt").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    until("the sender is told", async || {
        run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
        approval.told().await == ids
    })
    .await;
    assert_eq!(supervision.effects().await, ["poison"]);
    assert_eq!(approval.count("select count(*) from mailbox.todo").await, 0);
}

#[tokio::test]
async fn a_receipt_that_comes_twice_is_told_once() {
    let (approval, supervision) = pair(settings()).await;
    let ids = approval.say(&["once"]).await;
    let receipts = receipts(&approval, "supervision", ids[0], &hash_of(&approval, ids[0]).await);
    assert_eq!(approval.mailbox.take(&[receipts.clone(), receipts]).await, [Outcome::Taken; 2]);
    assert_eq!(approval.told().await, ids);
    assert_eq!(supervision.effects().await, [""; 0]);
}

#[tokio::test]
async fn a_receipt_for_another_body_or_in_anothers_name_changes_nothing() {
    let (approval, _supervision) = pair(settings()).await;
    let ids = approval.say(&["once"]).await;
    let hash = hash_of(&approval, ids[0]).await;
    let other_body = receipts(&approval, "supervision", ids[0], &[7; 32]);
    let other_name = receipts(&approval, "meeting", ids[0], &hash);
    approval.mailbox.take(&[other_body, other_name]).await;
    assert_eq!(approval.pending().await, 1);
    assert_eq!(approval.told().await, []);

    let mut misnamed = receipts(&approval, "supervision", ids[0], &hash);
    misnamed.peer = "meeting".into();
    assert_eq!(approval.mailbox.take(&[misnamed]).await, [Outcome::Refused]);
    assert_eq!(approval.pending().await, 1);
}

#[tokio::test]
async fn a_receipt_that_its_owner_cannot_take_does_not_hold_its_neighbours() {
    let (approval, supervision) = pair(settings()).await;
    let ids = approval.say(&["one", "two", "three"]).await;
    approval.notebook.refuse(&ids[1].to_string(), Refusal::Times(4));
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
    assert_eq!(approval.told().await, ids, "the second comes with a resend");
    assert_eq!(supervision.effects().await, ["one", "two", "three"]);
}

/// A message full of receipts, as `from` would send it to `to`.
fn receipts(to: &Service, from: &str, message: MessageId, body_sha256: &[u8]) -> Incoming {
    let receipt = pb::Receipt {
        message_id: message.to_string(),
        body_sha256: body_sha256.to_vec().into(),
        receive_time: Some(prost_types::Timestamp { seconds: 1_790_000_000, nanos: 0 }),
        outcome: pb::receipt::Outcome::Received.into(),
    };
    let body = pb::Receipts { receiver: from.into(), incarnation: String::new(), receipts: vec![receipt] };
    let body: Bytes = body.encode_to_vec().into();
    Incoming {
        peer: from.into(),
        subject: format!(
            "shenguan.v1.{}.receipt.{from}.{}.receipts",
            to.settings.county,
            to.mailbox.service()
        ),
        message_id: Some(MessageId::generate().to_string()),
        body_sha256: Some(hex(digest::digest(&digest::SHA256, &body).as_ref())),
        traceparent: None,
        body,
    }
}

async fn hash_of(service: &Service, message: MessageId) -> Vec<u8> {
    sqlx::query_scalar("select body_sha256 from mailbox.message where id = $1")
        .bind(message.0)
        .fetch_one(&service.superuser)
        .await
        .unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}
