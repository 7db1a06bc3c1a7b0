//! What no service of ours would send.

use bytes::Bytes;
use mailbox::{Incoming, Outcome, run_until_empty};

use crate::harness::{Refusal, Service, pair, settings};

#[tokio::test]
async fn a_known_id_with_another_body_is_evidence_and_has_no_effect() {
    let (approval, supervision) = pair(settings()).await;
    let ids = approval.say(&["true", "false"]).await;
    let sound = approval.on_the_wire(ids[0], "supervision").await;
    let tampered = Incoming {
        message_id: sound.message_id.clone(),
        ..approval.on_the_wire(ids[1], "supervision").await
    };

    let outcomes = supervision.mailbox.take(&[sound, tampered.clone(), tampered]).await;
    assert_eq!(outcomes, [Outcome::Taken, Outcome::Refused, Outcome::Refused]);
    assert_eq!(supervision.effects().await, ["true"]);
    assert_eq!(
        supervision.count("select count(*) from mailbox.receipt").await,
        1,
        "no receipt for the other body"
    );
    assert_eq!(
        supervision.count("select seen::bigint from mailbox.parked where message_id is null").await,
        2
    );
}

#[tokio::test]
async fn a_parked_id_with_another_body_is_evidence_and_has_no_effect() {
    let (approval, supervision) = pair(settings()).await;
    supervision.notebook.refuse("poison", Refusal::Park);
    let ids = approval.say(&["poison", "false"]).await;
    let poison = approval.on_the_wire(ids[0], "supervision").await;
    let tampered = Incoming {
        message_id: poison.message_id.clone(),
        ..approval.on_the_wire(ids[1], "supervision").await
    };

    let outcomes = supervision.mailbox.take(&[poison.clone(), tampered, poison]).await;
    assert_eq!(outcomes, [Outcome::Parked, Outcome::Refused, Outcome::Parked]);
    assert_eq!(supervision.effects().await, [""; 0]);
}

#[tokio::test]
async fn whatever_is_not_whole_or_not_for_us_is_kept_once_and_not_receipted() {
    let (approval, supervision) = pair(settings()).await;
    let ids = approval.say(&["sound"]).await;
    let sound = approval.on_the_wire(ids[0], "supervision").await;
    let huge = Incoming { body: vec![0; 3 << 20].into(), ..sound.clone() };
    let others = approval.on_the_wire(ids[0], "meeting").await;
    let forged = Incoming { peer: "meeting".into(), ..sound.clone() };
    let changed = Incoming { body: Bytes::from_static(b"changed"), ..sound.clone() };
    let nameless = Incoming { message_id: None, ..sound.clone() };
    let afar = Incoming { subject: sound.subject.replacen("shenguan", "elsewhere", 1), ..sound.clone() };
    let rubbish = [huge, others, forged, changed, nameless, afar];

    for _ in 0..2 {
        assert_eq!(supervision.mailbox.take(&rubbish).await, [Outcome::Refused; 6]);
    }
    assert_eq!(
        supervision.count("select count(*) from mailbox.parked where message_id is null and seen = 2").await,
        6
    );
    assert_eq!(supervision.count("select count(*) from mailbox.receipt").await, 0);
    assert_eq!(supervision.mailbox.take(&[sound]).await, [Outcome::Taken], "the sound one is still taken");
    assert_eq!(supervision.effects().await, ["sound"]);
}

#[tokio::test]
async fn rubbish_in_the_stream_does_not_hold_what_comes_after_it() {
    let (approval, supervision) = pair(settings()).await;
    approval.say(&["before"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
    publish_raw(&approval, "push.approval.supervision.noted", b"rubbish".to_vec()).await;
    publish_raw(&approval, "push.approval.supervision.noted", vec![0; 900 * 1024]).await;
    publish_raw(&approval, "receipt.approval.supervision.receipts", b"\xff".to_vec()).await;
    approval.say(&["after"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();

    assert_eq!(supervision.effects().await, ["before", "after"]);
    assert_eq!(supervision.count("select count(*) from mailbox.parked").await, 3);
}

async fn publish_raw(service: &Service, rest: &str, body: Vec<u8>) {
    let client = async_nats::connect(&service.settings.broker.url).await.unwrap();
    let subject = format!("shenguan.v1.{}.{rest}", service.settings.county);
    async_nats::jetstream::new(client).publish(subject, body.into()).await.unwrap().await.unwrap();
}
