//! A DingTalk group's robot.

use std::sync::{Arc, Mutex};

use base64::{Engine, engine::general_purpose::STANDARD};
use channels::{DingTalk, Outcome, Secret};
use clock::Clock;
use jiff::{SignedDuration, Timestamp};
use ring::hmac;
use serde_json::json;
use testkit::peer::{self, Peer, Seen};

use crate::world::{accepted, clock, gone, later, later_after, message, reach, refused};

const TOKEN: &str = "0123456789abcdef";
const SECRET: &str = "SEC0123456789abcdef";
const KEYWORD: &str = "审管";

/// How often a robot was asked, and until when it is mute.
#[derive(Default)]
struct Pace {
    taken: Vec<Timestamp>,
    mute_until: Option<Timestamp>,
}

/// What the service says to a request: a token, a signature of the last hour, a keyword, 20 KB, and beyond 20 messages in a
/// minute nothing for ten.
fn robot(clock: Clock) -> impl Fn(&Seen) -> http::Response<http_body_util::Full<bytes::Bytes>> + Send + Sync {
    let pace = Arc::<Mutex<Pace>>::default();
    move |seen| {
        let (code, text) = judge(seen, &clock, &mut pace.lock().unwrap());
        peer::json(&json!({ "errcode": code, "errmsg": text }))
    }
}

fn judge(seen: &Seen, clock: &Clock, pace: &mut Pace) -> (i64, &'static str) {
    let now = clock.now();
    if seen.parameter("access_token").as_deref() != Some(TOKEN) {
        return (300_005, "token is not exist");
    }
    let millisecond = seen.parameter("timestamp").unwrap_or_default();
    let sent =
        millisecond.parse().ok().and_then(|at| Timestamp::from_millisecond(at).ok()).unwrap_or_default();
    if now.duration_since(sent).abs() > SignedDuration::from_hours(1) {
        return (310_000, "invalid timestamp");
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
    let sign = STANDARD.decode(seen.parameter("sign").unwrap_or_default()).unwrap_or_default();
    if hmac::verify(&key, format!("{millisecond}\n{SECRET}").as_bytes(), &sign).is_err() {
        return (310_000, "sign not match");
    }
    let body = seen.json();
    let text = body["markdown"]["text"].as_str().unwrap_or_default();
    if body["msgtype"] != "markdown" || body["markdown"]["title"].as_str().is_none_or(str::is_empty) {
        return (40_035, "missing parameter");
    }
    if !text.contains(KEYWORD) {
        return (310_000, "keywords not in content");
    }
    if seen.body.len() > 20_000 {
        return (460_101, "message too long");
    }
    pace.taken.retain(|at| now.duration_since(*at) < SignedDuration::from_mins(1));
    if pace.taken.len() >= 20 {
        pace.mute_until = Some(now + SignedDuration::from_mins(10));
    }
    if pace.mute_until.is_some_and(|until| now < until) {
        return (130_101, "send too fast, exceed 20 times per minute");
    }
    pace.taken.push(now);
    (0, "ok")
}

fn to(peer: &Peer, clock: &Clock) -> DingTalk {
    DingTalk {
        reach: reach(),
        base: peer.url("/robot/send"),
        token: Secret::new(TOKEN),
        secret: Some(Secret::new(SECRET)),
        keyword: Some(KEYWORD.to_owned()),
        clock: clock.clone(),
    }
}

#[tokio::test]
async fn a_signed_message_arrives_with_the_groups_keyword() {
    let clock = clock();
    let peer = Peer::plain(robot(clock.clone())).await.unwrap();
    assert_eq!(to(&peer, &clock).send(&message()).await, accepted());
    let body = peer.seen()[0].json();
    assert_eq!(body["markdown"]["title"], message().title);
    assert_eq!(body["markdown"]["text"], format!("{}\n\n{KEYWORD}", message().markdown));
}

#[tokio::test]
async fn a_key_that_does_not_fit_ends_it_and_a_clock_or_a_keyword_does_not() {
    let clock = clock();
    let peer = Peer::plain(robot(clock.clone())).await.unwrap();
    let send = async |change: &dyn Fn(&mut DingTalk)| -> Outcome {
        let mut robot = to(&peer, &clock);
        change(&mut robot);
        robot.send(&message()).await
    };
    let outcome = send(&|robot| robot.token = Secret::new("another")).await;
    assert_eq!(outcome, gone("dingtalk code 300005"));
    let outcome = send(&|robot| robot.secret = Some(Secret::new("another"))).await;
    assert_eq!(outcome, gone("dingtalk code 310000: the signature does not match"));
    let late = Clock::manual(clock.now() - SignedDuration::from_mins(61));
    let outcome = send(&|robot| robot.clock = late.clone()).await;
    assert_eq!(outcome, later("dingtalk code 310000: the clocks differ"));
    let outcome = send(&|robot| robot.keyword = None).await;
    let cause = "dingtalk code 310000: the keyword or our address is not on the group's list";
    assert_eq!(outcome, refused(cause));
}

#[tokio::test]
async fn beyond_twenty_messages_a_minute_the_robot_is_left_for_ten_minutes() {
    let clock = clock();
    let peer = Peer::plain(robot(clock.clone())).await.unwrap();
    let robot = to(&peer, &clock);
    for _ in 0..20 {
        assert_eq!(robot.send(&message()).await, accepted());
    }
    let muted = later_after(600, "dingtalk code 130101");
    assert_eq!(robot.send(&message()).await, muted);
    clock.advance(SignedDuration::from_secs(599));
    assert_eq!(robot.send(&message()).await, muted);
    clock.advance(SignedDuration::from_secs(1));
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
