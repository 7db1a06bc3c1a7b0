//! A Feishu group's robot.

use std::sync::{Arc, Mutex};

use base64::{Engine, engine::general_purpose::STANDARD};
use channels::{Feishu, Outcome, Secret};
use clock::Clock;
use jiff::{SignedDuration, Timestamp};
use ring::hmac;
use serde_json::json;
use testkit::peer::{self, Peer, Seen};

use crate::world::{accepted, clock, gone, later_after, message, reach, refused};

const HOOK: &str = "11111111-2222-4333-8444-555555555555";
const SECRET: &str = "0123456789abcdef";
const KEYWORD: &str = "审管";

/// What the service says to a request: a hook, a signature of the last hour, a keyword, 20 KB, five messages a second.
fn robot(clock: Clock) -> impl Fn(&Seen) -> http::Response<http_body_util::Full<bytes::Bytes>> + Send + Sync {
    let taken = Arc::<Mutex<Vec<Timestamp>>>::default();
    move |seen| {
        let (code, text) = judge(seen, &clock, &mut taken.lock().unwrap());
        peer::json(&json!({ "code": code, "msg": text, "data": {} }))
    }
}

fn judge(seen: &Seen, clock: &Clock, taken: &mut Vec<Timestamp>) -> (i64, &'static str) {
    let now = clock.now();
    if seen.uri.path() != format!("/open-apis/bot/v2/hook/{HOOK}") {
        return (19001, "param invalid: incoming webhook access token invalid");
    }
    if seen.body.len() > 20 * 1024 {
        return (9499, "Bad Request: request body too large");
    }
    let body = seen.json();
    let second = body["timestamp"].as_str().unwrap_or_default();
    let sent = second.parse().ok().and_then(|at| Timestamp::from_second(at).ok()).unwrap_or_default();
    let key = hmac::Key::new(hmac::HMAC_SHA256, format!("{second}\n{SECRET}").as_bytes());
    let sign = STANDARD.decode(body["sign"].as_str().unwrap_or_default()).unwrap_or_default();
    let is_of_now = now.duration_since(sent).abs() <= SignedDuration::from_hours(1);
    if !is_of_now || hmac::verify(&key, b"", &sign).is_err() {
        return (19021, "sign match fail or timestamp is not within one hour from current time");
    }
    let text = body["card"]["elements"][0]["content"].as_str().unwrap_or_default();
    if body["msg_type"] != "interactive" || text.is_empty() {
        return (19002, "params error, msg_type need");
    }
    if !text.contains(KEYWORD) {
        return (19024, "Key Words Not Found");
    }
    taken.retain(|at| now.duration_since(*at) < SignedDuration::from_secs(1));
    if taken.len() >= 5 {
        return (11232, "frequency limited");
    }
    taken.push(now);
    (0, "success")
}

fn to(peer: &Peer, clock: &Clock) -> Feishu {
    Feishu {
        reach: reach(),
        base: peer.url("/open-apis/bot/v2/hook"),
        hook: Secret::new(HOOK),
        secret: Some(Secret::new(SECRET)),
        keyword: Some(KEYWORD.to_owned()),
        clock: clock.clone(),
    }
}

#[tokio::test]
async fn a_signed_message_arrives_as_a_card() {
    let clock = clock();
    let peer = Peer::plain(robot(clock.clone())).await.unwrap();
    assert_eq!(to(&peer, &clock).send(&message()).await, accepted());
    let card = &peer.seen()[0].json()["card"];
    assert_eq!(card["header"]["title"]["content"], message().title);
    assert_eq!(card["elements"][0]["content"], format!("{}\n\n{KEYWORD}", message().markdown));
}

#[tokio::test]
async fn a_key_that_does_not_fit_ends_it_and_a_keyword_does_not() {
    let clock = clock();
    let peer = Peer::plain(robot(clock.clone())).await.unwrap();
    let send = async |change: &dyn Fn(&mut Feishu)| -> Outcome {
        let mut robot = to(&peer, &clock);
        change(&mut robot);
        robot.send(&message()).await
    };
    assert_eq!(send(&|robot| robot.hook = Secret::new("another")).await, gone("feishu code 19001"));
    assert_eq!(send(&|robot| robot.secret = Some(Secret::new("another"))).await, gone("feishu code 19021"));
    assert_eq!(send(&|robot| robot.secret = None).await, gone("feishu code 19021"));
    assert_eq!(send(&|robot| robot.keyword = None).await, refused("feishu code 19024"));
}

#[tokio::test]
async fn too_many_messages_wait() {
    let clock = clock();
    let peer = Peer::plain(robot(clock.clone())).await.unwrap();
    let robot = to(&peer, &clock);
    for _ in 0..5 {
        assert_eq!(robot.send(&message()).await, accepted());
    }
    assert_eq!(robot.send(&message()).await, later_after(60, "feishu code 11232"));
    clock.advance(SignedDuration::from_secs(60));
    assert_eq!(robot.send(&message()).await, accepted());
}

#[tokio::test]
async fn a_long_message_is_cut_however_json_writes_it_and_keeps_the_keyword() {
    let clock = clock();
    let peer = Peer::plain(robot(clock.clone())).await.unwrap();
    // The latter three take more bytes in JSON than in the text.
    for piece in ["认领提醒。", "\n", "\"", "\u{1}"] {
        clock.advance(SignedDuration::from_secs(1));
        let mut long = message();
        // The word stands in what is cut away.
        long.markdown = format!("{}{KEYWORD}", piece.repeat(30_000));
        assert_eq!(to(&peer, &clock).send(&long).await, accepted(), "{piece:?}");
    }
}
