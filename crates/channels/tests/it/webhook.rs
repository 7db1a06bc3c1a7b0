//! What a receiver of webhooks gets.

use std::collections::BTreeSet;

use channels::{Secret, SigningKey, SigningKeys, Webhook};
use clock::Clock;
use jiff::SignedDuration;
use serde_json::json;
use testkit::peer::{Peer, status};

use crate::world::{accepted, clock, gone, later_after, message, reach};

fn webhook(peer: &Peer, keys: SigningKeys, clock: Clock) -> Webhook {
    Webhook::new(reach(), Secret::new(peer.url("/hook?token=k3y")), keys, clock)
}

fn one_key() -> SigningKeys {
    SigningKeys { newest: SigningKey::fresh().unwrap(), older: None }
}

#[tokio::test]
async fn a_retry_has_the_same_id_and_body_and_a_new_instant() {
    let peer = Peer::plain(|_| status(200)).await.unwrap();
    let clock = clock();
    let webhook = webhook(&peer, one_key(), clock.clone());
    assert_eq!(webhook.send(&message()).await, accepted());
    clock.advance(SignedDuration::from_secs(300));
    assert_eq!(webhook.send(&message()).await, accepted());
    let [first, second] = &peer.seen()[..] else { panic!("not two requests") };
    assert_eq!(first.header("webhook-id"), message().id.to_string());
    assert_eq!(first.header("webhook-id"), second.header("webhook-id"));
    assert_eq!(first.body, second.body);
    let instants: Vec<i64> =
        [first, second].map(|seen| seen.header("webhook-timestamp").parse().unwrap()).to_vec();
    assert_eq!(instants[1] - instants[0], 300);
    assert_ne!(first.header("webhook-signature"), second.header("webhook-signature"));
}

#[tokio::test]
async fn the_request_is_what_the_standard_says() {
    let peer = Peer::plain(|_| status(200)).await.unwrap();
    webhook(&peer, one_key(), clock()).send(&message()).await;
    let seen = &peer.seen()[0];
    assert_eq!(seen.method, "POST");
    assert_eq!(seen.uri, "/hook?token=k3y");
    assert_eq!(seen.header("host"), peer.address.to_string());
    assert_eq!(seen.header("content-type"), "application/json; charset=utf-8");
    assert!(seen.header("user-agent").starts_with("shenguan-notification/"));
    let expected = json!({
        "type": "duty.due_soon",
        "timestamp": "2026-10-08T01:00:00Z",
        "data": { "duty": "duties/1", "due": "2026-10-08T16:00:00Z" },
    });
    assert_eq!(seen.json(), expected);
}

#[tokio::test]
async fn while_a_secret_changes_each_message_has_both_signatures() {
    let peer = Peer::plain(|_| status(200)).await.unwrap();
    let (newest, older) = (SigningKey::fresh().unwrap(), SigningKey::fresh().unwrap());
    let alone = |key: &SigningKey| SigningKeys { newest: key.clone(), older: None };
    let both = SigningKeys { newest: newest.clone(), older: Some(older.clone()) };
    for keys in [alone(&newest), alone(&older), both] {
        webhook(&peer, keys, clock()).send(&message()).await;
    }
    let signatures: Vec<String> =
        peer.seen().iter().map(|seen| seen.header("webhook-signature").to_owned()).collect();
    assert_eq!(signatures[2], format!("{} {}", signatures[0], signatures[1]));
    assert_eq!(signatures.iter().collect::<BTreeSet<_>>().len(), 3);
}

#[tokio::test]
async fn a_receiver_that_has_gone_or_has_enough_is_heard() {
    let peer = Peer::plain(|seen| {
        let mut response = status(if seen.uri.path() == "/gone" { 410 } else { 429 });
        response.headers_mut().insert("retry-after", "Thu, 08 Oct 2026 01:02:00 GMT".parse().unwrap());
        response
    })
    .await
    .unwrap();
    let to = |path| Webhook::new(reach(), Secret::new(peer.url(path)), one_key(), clock());
    assert_eq!(to("/gone").send(&message()).await, gone("http status 410"));
    assert_eq!(to("/busy").send(&message()).await, later_after(120, "http status 429"));
}
