//! The ordinary way, and what brokers do to it: duplicates, other orders, several relays.

use std::time::Duration;

use ids::MessageId;
use mailbox::{Backoff, Mailbox, Outbox, Outcome, run_until_empty};
use tokio_util::sync::CancellationToken;

use crate::harness::{Claimed, Noted, pair, settings, texts, until};

#[tokio::test]
async fn a_message_has_its_effect_once_and_its_sender_is_told_once() {
    let (approval, supervision) = pair(settings()).await;
    let ids = approval.say(&["one", "two", "three"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();

    assert_eq!(supervision.effects().await, ["one", "two", "three"]);
    assert_eq!(approval.told().await, ids);
    assert_eq!(approval.count("select count(*) from mailbox.todo").await, 0);
    assert_eq!(approval.count("select count(*) from mailbox.message").await, 3, "messages are kept");
}

#[tokio::test]
async fn messages_of_different_events_keep_their_order() {
    let (approval, supervision) = pair(settings()).await;
    let mut tx = database::begin(&approval.rpc).await.unwrap();
    for text in ["1", "2", "3", "4"] {
        let text = text.to_owned();
        if text == "3" {
            approval.outbox.send(&mut tx, &[Claimed { text }]).await.unwrap();
        } else {
            approval.outbox.send(&mut tx, &[Noted { text }]).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
    assert_eq!(supervision.effects().await, ["1", "2", "3", "4"]);
}

#[tokio::test]
async fn a_fact_that_was_rolled_back_is_never_said() {
    let (approval, supervision) = pair(settings()).await;
    let mut tx = database::begin(&approval.rpc).await.unwrap();
    approval.outbox.send(&mut tx, &[Noted { text: "never".into() }]).await.unwrap();
    tx.rollback().await.unwrap();
    approval.say(&["said"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();

    assert_eq!(supervision.effects().await, ["said"]);
    assert_eq!(approval.count("select count(*) from mailbox.message").await, 1);
}

#[tokio::test]
async fn duplicates_in_any_order_have_their_effect_once() {
    let (approval, supervision) = pair(settings()).await;
    let ids = approval.say(&["a", "b"]).await;
    let a = approval.on_the_wire(ids[0], "supervision").await;
    let b = approval.on_the_wire(ids[1], "supervision").await;

    let first = supervision.mailbox.take(&[b.clone(), a.clone(), b.clone()]).await;
    let again = supervision.mailbox.take(&[a.clone(), a, b]).await;

    assert_eq!([first, again].concat(), [Outcome::Taken; 6]);
    assert_eq!(supervision.effects().await, ["b", "a"]);
    assert_eq!(supervision.count("select sum(seen) from mailbox.inbox").await, 6);
    assert_eq!(
        supervision.count("select count(*) from mailbox.receipt").await,
        6,
        "known ones are receipted too"
    );
}

#[tokio::test]
async fn the_same_batch_at_two_replicas_at_once_has_its_effect_once() {
    let (approval, supervision) = pair(settings()).await;
    let sentences = texts("both", 50);
    let ids = approval.say(&sentences.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let mut batch = Vec::new();
    for id in ids {
        batch.push(approval.on_the_wire(id, "supervision").await);
    }
    let reversed: Vec<_> = batch.iter().rev().cloned().collect();
    let outcomes = tokio::join!(supervision.mailbox.take(&batch), supervision.mailbox.take(&reversed));

    assert_eq!([outcomes.0, outcomes.1].concat(), [Outcome::Taken; 100]);
    assert_eq!(supervision.sorted_effects().await, sentences);
}

#[tokio::test]
async fn two_relay_replicas_publish_each_message_once_between_them() {
    let patient = Backoff::doubling(Duration::from_mins(1), Duration::from_mins(1));
    let settings = mailbox::Settings { receipt_backoff: patient, batch: 20, ..settings() };
    let (approval, supervision) = pair(settings.clone()).await;
    let outbox = Outbox::new("approval");
    let replica = Mailbox::builder(outbox, approval.system.clone(), clock::Clock::system(), settings)
        .peer("supervision")
        .on_receipts(approval.notebook.clone())
        .build();
    let shutdown = CancellationToken::new();
    let other = tokio::spawn({
        let shutdown = shutdown.clone();
        async move { replica.run(shutdown).await.unwrap() }
    });
    let tasks = [approval.run(&shutdown), supervision.run(&shutdown), other];
    let sentences = texts("load", 400);
    let mut ids: Vec<MessageId> = Vec::new();
    for chunk in sentences.chunks(10) {
        ids.extend(approval.say(&chunk.iter().map(String::as_str).collect::<Vec<_>>()).await);
    }
    until("everything is receipted", async || approval.pending().await == 0).await;
    shutdown.cancel();
    for task in tasks {
        task.await.unwrap();
    }
    ids.sort_unstable();
    assert_eq!(supervision.sorted_effects().await, sentences);
    assert_eq!(supervision.count("select max(seen)::bigint from mailbox.inbox").await, 1);
    assert_eq!(approval.told().await, ids);
}
