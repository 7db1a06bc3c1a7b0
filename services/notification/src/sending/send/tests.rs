//! Messages to a receiver that listens, from a real database as the real role.

use std::sync::Mutex;

use ids::{SubscriptionId, Uuid};
use prost::Message;
use proto::notification::v1::{Target, WebhookTarget, target::To};
use serde_json::{Value, json};
use testkit::peer::{Peer, status};

use super::{attempt, claim};
use crate::{
    model::{ChannelKind, Subscription, SubscriptionState},
    operations::{self, Change, Reminding},
    store,
    tests::ledger::{Ledger, deadline, discharged, instant, new_duty, opened},
};

const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A receiver of webhooks that answers with the statuses it is given, then with 204.
async fn answering<const N: usize>(statuses: [u16; N]) -> Peer {
    let statuses = Mutex::new(statuses.into_iter());
    Peer::plain(move |_| status(statuses.lock().unwrap().next().unwrap_or(204))).await.unwrap()
}

/// What came, with its ids.
fn seen(receiver: &Peer) -> Vec<(String, Value)> {
    receiver.seen().iter().map(|seen| (seen.header("webhook-id").to_owned(), seen.json())).collect()
}

/// An active subscription of scjgj to everything.
async fn subscribed(ledger: &Ledger, receiver: &Peer) -> SubscriptionId {
    let new = Subscription {
        id: SubscriptionId::generate(),
        unit: "scjgj".parse().unwrap(),
        official: "scjgj-01".parse().unwrap(),
        channel: ChannelKind::Webhook,
        name: "业务系统".to_owned(),
        shown: "http://127.0.0.1".to_owned(),
        levels: Vec::new(),
        kinds: Vec::new(),
        overseer: false,
        state: SubscriptionState::Active,
        failing_since: None,
        created_at: ledger.app.doors.clock.now(),
    };
    let webhook = WebhookTarget { url: receiver.url("/"), signing_key: KEY.to_owned() };
    let target = Target { to: Some(To::Webhook(webhook)) }.encode_to_vec();
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    operations::subscribe(&mut tx, &ledger.app.keys, &new, &target).await.unwrap();
    // The code is of no interest here.
    store::dispatch::drop_waiting(&mut tx, new.id, new.created_at).await.unwrap();
    tx.commit().await.unwrap();
    new.id
}

/// A ledger in which one duty of scjgj is due today.
async fn ledger_with_a_duty() -> (Ledger, String) {
    let ledger = Ledger::new().await;
    ledger.load(2026).await;
    let duty = new_duty();
    ledger.hear("supervision", &[opened(&duty, "scjgj", deadline("2026-10-08", 1))]).await.unwrap();
    (ledger, duty)
}

/// Reminds at this instant of the 8th.
async fn remind(ledger: &Ledger, time: &str) {
    let now = instant(&format!("2026-10-08T{time}:00+08:00"));
    ledger.app.doors.clock.set(now);
    let calendar = ledger.app.reference.calendar();
    let by = Reminding { kinds: &ledger.app.kinds, plans: &ledger.app.plans, calendar: &calendar, now };
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    while operations::remind(&mut tx, &by).await.unwrap() > 0 {}
    tx.commit().await.unwrap();
}

/// Lets every wait and lease be over.
async fn later(ledger: &Ledger) {
    let over = "update notification.dispatch set next_at = '-infinity' where state = 'waiting'";
    sqlx::query(over).execute(&ledger.superuser).await.unwrap();
}

/// Sends what is due; gives how many attempts were made.
async fn send_due(ledger: &Ledger) -> usize {
    let mut made = 0;
    loop {
        let claimed = claim(&ledger.app, &[], 64).await.unwrap();
        if claimed.is_empty() {
            return made;
        }
        for one in claimed {
            attempt(&ledger.app, one).await.unwrap();
            made += 1;
        }
    }
}

/// State, attempts and cause of every message, oldest first.
async fn log(ledger: &Ledger) -> Vec<(String, String, i32, Option<String>)> {
    sqlx::query_as(
        "select kind, state, attempts, cause from notification.dispatch where kind <> 'code' order by created_at, kind desc",
    )
    .fetch_all(&ledger.superuser)
    .await
    .unwrap()
}

#[tokio::test]
async fn a_message_that_does_not_arrive_is_tried_again_under_its_id() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([500, 204]).await;
    subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    assert_eq!(send_due(&ledger).await, 0, "it waits for the rest of its notice");
    later(&ledger).await;
    assert_eq!(send_due(&ledger).await, 1, "and then for the next attempt");
    let said = Some("http status 500".to_owned());
    assert_eq!(log(&ledger).await, [("notice".to_owned(), "waiting".to_owned(), 1, said)]);
    later(&ledger).await;
    assert_eq!(send_due(&ledger).await, 1);
    assert_eq!(log(&ledger).await, [("notice".to_owned(), "accepted".to_owned(), 2, None)]);
    later(&ledger).await;
    assert_eq!(send_due(&ledger).await, 0, "what has arrived is not sent again");
    let [(first, body), (second, _)] = &seen(&receiver)[..] else { panic!("{:?}", seen(&receiver)) };
    assert_eq!(first, second);
    assert!(first.parse::<Uuid>().is_ok());
    assert_eq!(body["type"], "duty.reminder");
    assert_eq!(body["data"]["parts"], json!([{ "step": "due_today", "kind": "C2", "duties": 1 }]));
}

/// A process that dies after it has sent and before it has noted it: the lease ends, and the receiver knows the message again.
#[tokio::test]
async fn an_attempt_that_nobody_noted_is_made_again_under_the_same_id() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    later(&ledger).await;
    let claimed = claim(&ledger.app, &[], 64).await.unwrap();
    assert_eq!(claimed.len(), 1);
    drop(claimed);
    assert_eq!(send_due(&ledger).await, 0, "its lease holds");
    later(&ledger).await;
    assert_eq!(send_due(&ledger).await, 1);
    assert_eq!(log(&ledger).await, [("notice".to_owned(), "accepted".to_owned(), 2, None)]);
    let dead = "select count(*) from notification.attempt where outcome is null";
    assert_eq!(sqlx::query_scalar::<_, i64>(dead).fetch_one(&ledger.superuser).await.unwrap(), 1);
}

#[tokio::test]
async fn what_was_done_before_it_could_be_sent_is_not_sent() {
    let (ledger, duty) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    ledger.hear("supervision", &[discharged(&duty)]).await.unwrap();
    later(&ledger).await;
    assert_eq!(send_due(&ledger).await, 1);
    assert_eq!(log(&ledger).await, [("notice".to_owned(), "dropped".to_owned(), 1, None)]);
    assert!(seen(&receiver).is_empty());
}

#[tokio::test]
async fn a_receiver_that_wants_nothing_more_is_left_alone_and_the_unit_told_on_another_way() {
    let (ledger, _) = ledger_with_a_duty().await;
    let (gone, other) = (answering([410]).await, answering([]).await);
    let leaving = subscribed(&ledger, &gone).await;
    subscribed(&ledger, &other).await;
    remind(&ledger, "09:00").await;
    later(&ledger).await;
    assert_eq!(send_due(&ledger).await, 3);
    let types: Vec<String> = seen(&other).iter().map(|(_, body)| body["type"].to_string()).collect();
    assert_eq!(types, ["\"duty.reminder\"", "\"subscription.disabled\""]);
    remind(&ledger, "15:30").await;
    later(&ledger).await;
    send_due(&ledger).await;
    assert_eq!((seen(&gone).len(), seen(&other).len()), (1, 4), "nothing goes to the first any more");
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let again = Change::Enable("123456".to_owned());
    let now = ledger.app.doors.clock.now();
    operations::change_subscription(&mut tx, &"scjgj".parse().unwrap(), leaving, again, now)
        .await
        .unwrap()
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(send_due(&ledger).await, 1, "a new code");
    assert_eq!(seen(&gone)[1].1["data"], json!({ "code": "123456" }));
}

/// Two replicas that ask at the same time: the receiver's row is the first one's.
#[tokio::test]
async fn two_replicas_send_a_message_once() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    later(&ledger).await;
    let (one, other) = tokio::join!(claim(&ledger.app, &[], 64), claim(&ledger.app, &[], 64));
    assert_eq!(one.unwrap().len() + other.unwrap().len(), 1);
}

/// Robots and mailboxes belong to people; a group's robot takes twenty messages a minute, whoever sends them.
#[tokio::test]
async fn people_are_not_disturbed_out_of_hours_and_a_robot_not_too_often() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    let id = subscribed(&ledger, &receiver).await;
    let change = "update notification.subscription set channel = 'wecom'";
    sqlx::query(change).execute(&ledger.superuser).await.unwrap();
    remind(&ledger, "09:00").await;
    later(&ledger).await;
    ledger.app.doors.clock.set(instant("2026-10-08T20:00:00+08:00"));
    assert!(claim(&ledger.app, &[], 64).await.unwrap().is_empty(), "the offices are closed");
    ledger.app.doors.clock.set(instant("2026-10-09T08:30:00+08:00"));
    let busy = "insert into notification.attempt (dispatch_id, number, subscription_id, begun_at)
                select dispatch.id, n, subscription_id, clock_timestamp() from notification.dispatch, generate_series(101, 120) n
                where kind = 'notice'";
    sqlx::query(busy).execute(&ledger.superuser).await.unwrap();
    assert!(claim(&ledger.app, &[], 64).await.unwrap().is_empty(), "twenty in this minute");
    let before = "update notification.attempt set begun_at = begun_at - interval '1 minute'";
    sqlx::query(before).execute(&ledger.superuser).await.unwrap();
    let claimed = claim(&ledger.app, &[], 64).await.unwrap();
    assert_eq!(claimed.first().map(|claimed| claimed.subscription), Some(id));
}

/// For a day both keys sign, so that the receiver may change at any time of it.
#[tokio::test]
async fn a_new_key_signs_beside_the_one_before_for_a_day() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    let subscription = subscribed(&ledger, &receiver).await;
    let (unit, now) = ("scjgj".parse().unwrap(), ledger.app.doors.clock.now());
    let newer = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_owned();
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let keys = &ledger.app.keys;
    operations::rotate_signing_key(&mut tx, keys, &unit, subscription, newer, now).await.unwrap();
    tx.commit().await.unwrap();
    let signatures = async || {
        let mut tx = database::begin(&ledger.app.system).await.unwrap();
        operations::send_test(&mut tx, &unit, subscription, now).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        assert_eq!(send_due(&ledger).await, 1);
        receiver.seen().last().unwrap().header("webhook-signature").split(' ').count()
    };
    assert_eq!(signatures().await, 2);
    ledger.app.doors.clock.set(now + jiff::SignedDuration::from_hours(24));
    assert_eq!(signatures().await, 1);
}

/// What was refused, and what was told while nothing was sent, comes when the receiver has recovered.
#[tokio::test]
async fn a_receiver_that_has_recovered_gets_what_it_missed_once() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([400]).await;
    let subscription = subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    later(&ledger).await;
    assert_eq!(send_due(&ledger).await, 1);
    let (unit, now) = ("scjgj".parse().unwrap(), ledger.app.doors.clock.now());
    let change = async |change: Change| {
        let mut tx = database::begin(&ledger.app.system).await.unwrap();
        operations::change_subscription(&mut tx, &unit, subscription, change, now).await.unwrap().unwrap();
        tx.commit().await.unwrap();
    };
    change(Change::Disable).await;
    remind(&ledger, "15:30").await;
    change(Change::Enable("123456".to_owned())).await;
    let since = instant("2026-10-08T00:00:00+08:00");
    let recover = async || {
        let mut tx = database::begin(&ledger.app.system).await.unwrap();
        let done = operations::recover_subscription(&mut tx, &unit, subscription, since, now).await.unwrap();
        tx.commit().await.unwrap();
        done
    };
    assert_eq!(recover().await.unwrap_err().reason, "SUBSCRIPTION_STATE", "not before it is verified");
    change(Change::Verify("123456".to_owned())).await;
    assert_eq!((recover().await.unwrap(), recover().await.unwrap()), (3, 0), "of 09:00 one, of 15:30 two");
    send_due(&ledger).await;
    let ids: std::collections::BTreeSet<String> = seen(&receiver).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), 4, "the first again under its id, two more, and the code");
}
