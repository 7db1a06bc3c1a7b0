//! A WeCom group's robot.

use std::sync::{Arc, Mutex};

use channels::{Secret, WeCom};
use clock::Clock;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use testkit::peer::{self, Peer, Seen};

use crate::world::{accepted, clock, gone, later, later_after, message, reach, refused};

const KEY: &str = "11111111-2222-4333-8444-555555555555";

/// What the service says to a request: a key, 4096 bytes, 20 messages in a minute.
fn robot(clock: Clock) -> impl Fn(&Seen) -> http::Response<http_body_util::Full<bytes::Bytes>> + Send + Sync {
    let taken = Arc::<Mutex<Vec<Timestamp>>>::default();
    move |seen| {
        let no = |code: i64, text: &str| peer::json(&json!({ "errcode": code, "errmsg": text }));
        if seen.parameter("key").as_deref() != Some(KEY) {
            return no(93000, "invalid webhook url");
        }
        let body = seen.json();
        let content = body["markdown"]["content"].as_str().unwrap_or_default();
        if body["msgtype"] != "markdown" || content.is_empty() {
            return no(40008, "invalid message type");
        }
        if content.len() > 4096 {
            return no(40058, "markdown.content exceed max length 4096");
        }
        let mut taken = taken.lock().unwrap();
        let now = clock.now();
        taken.retain(|at| now.duration_since(*at) < SignedDuration::from_mins(1));
        if taken.len() >= 20 {
            return no(45009, "api freq out of limit");
        }
        taken.push(now);
        no(0, "ok")
    }
}

fn to(peer: &Peer, key: &str) -> WeCom {
    WeCom::new(reach(), peer.url("/cgi-bin/webhook/send"), Secret::new(key))
}

#[tokio::test]
async fn a_message_arrives_as_markdown() {
    let peer = Peer::plain(robot(clock())).await.unwrap();
    assert_eq!(to(&peer, KEY).send(&message()).await, accepted());
    let expected = json!({ "msgtype": "markdown", "markdown": { "content": message().markdown } });
    assert_eq!(peer.seen()[0].json(), expected);
    assert_eq!(peer.seen()[0].header("content-type"), "application/json; charset=utf-8");
}

#[tokio::test]
async fn a_key_that_nobody_has_ends_it() {
    let peer = Peer::plain(robot(clock())).await.unwrap();
    assert_eq!(to(&peer, "another").send(&message()).await, gone("wecom code 93000"));
}

#[tokio::test]
async fn the_twenty_first_message_of_a_minute_waits() {
    let clock = clock();
    let peer = Peer::plain(robot(clock.clone())).await.unwrap();
    let robot = to(&peer, KEY);
    for _ in 0..20 {
        assert_eq!(robot.send(&message()).await, accepted());
    }
    assert_eq!(robot.send(&message()).await, later_after(60, "wecom code 45009"));
    clock.advance(SignedDuration::from_secs(60));
    assert_eq!(robot.send(&message()).await, accepted());
}

#[tokio::test]
async fn a_long_message_is_cut_at_a_character_and_says_so() {
    let peer = Peer::plain(robot(clock())).await.unwrap();
    let mut long = message();
    long.markdown = "认领提醒。".repeat(1_000);
    assert_eq!(to(&peer, KEY).send(&long).await, accepted());
    let body = peer.seen()[0].json();
    let content = body["markdown"]["content"].as_str().unwrap();
    assert!(content.ends_with("（内容过长，已截断）") && (4_090..=4_096).contains(&content.len()));
}

#[tokio::test]
async fn other_codes_and_answers_without_one_are_told_apart() {
    for (said, expected) in [
        (json!({ "errcode": -1, "errmsg": "system busy" }), later("wecom code -1")),
        (json!({ "errcode": 40008, "errmsg": KEY }), refused("wecom code 40008")),
        (json!({ "errmsg": "no code" }), later("http status 200, no code in the answer")),
        (Value::Null, later("http status 200, no code in the answer")),
    ] {
        let peer = Peer::plain(move |_| peer::json(&said)).await.unwrap();
        assert_eq!(to(&peer, KEY).send(&message()).await, expected);
    }
}
