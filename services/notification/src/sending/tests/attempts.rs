//! Attempts at messages, and what follows from each.

use ids::Uuid;
use serde_json::json;

use super::*;
use crate::{channels::Outcome, operations::Attempted, tests::ledger::discharged};

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
    let claimed = claim(&ledger.app).await;
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
    assert_eq!((seen(&gone).len(), seen(&other).len()), (1, 3), "nothing goes to the first any more");
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
    let (one, other) = tokio::join!(claim(&ledger.app), claim(&ledger.app));
    assert_eq!(one.len() + other.len(), 1);
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
    assert!(claim(&ledger.app).await.is_empty(), "the offices are closed");
    ledger.app.doors.clock.set(instant("2026-10-08T17:00:00+08:00"));
    let busy = "insert into notification.attempt (dispatch_id, number, subscription_id, begun_at)
                select dispatch.id, n, subscription_id, clock_timestamp() from notification.dispatch, generate_series(101, 120) n
                where kind = 'notice'";
    sqlx::query(busy).execute(&ledger.superuser).await.unwrap();
    assert!(claim(&ledger.app).await.is_empty(), "twenty in this minute");
    let before = "update notification.attempt set begun_at = begun_at - interval '1 minute'";
    sqlx::query(before).execute(&ledger.superuser).await.unwrap();
    let claimed = claim(&ledger.app).await;
    assert_eq!(claimed.first().map(|leaving| leaving.claimed.subscription), Some(id));
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
        let directory = ledger.app.reference.directory();
        let done = operations::recover_subscription(&mut tx, &directory, &unit, subscription, since, now)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        done
    };
    assert_eq!(recover().await.unwrap_err().reason, "SUBSCRIPTION_STATE", "not before it is verified");
    change(Change::Verify("123456".to_owned())).await;
    assert_eq!((recover().await.unwrap(), recover().await.unwrap()), (1, 0), "of 15:30; 09:00 is over");
    send_due(&ledger).await;
    let told: Vec<Value> =
        seen(&receiver).into_iter().map(|(_, body)| body["data"]["notice"].clone()).collect();
    assert_eq!(told.len(), 3, "what was refused, the code, and what is true now");
    assert_ne!(told[0], told[2]);
}

/// A robot that is mute takes nothing more, whatever waits for it: the whole receiver is left alone.
#[tokio::test]
async fn a_receiver_that_asks_for_time_is_left_alone_with_everything() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    let subscription = subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    later(&ledger).await;
    let first = claim(&ledger.app).await.remove(0);
    let mute = Outcome::later_after(std::time::Duration::from_mins(10), "mute");
    settle(&ledger.app, &[(first.claimed, Attempted::Made(mute))]).await.unwrap();
    remind(&ledger, "15:30").await;
    later(&ledger).await;
    assert!(claim(&ledger.app).await.is_empty(), "for ten minutes");
    let over = "update notification.subscription set paused_until = clock_timestamp() where id = $1";
    sqlx::query(over).bind(subscription.0).execute(&ledger.superuser).await.unwrap();
    assert_eq!(claim(&ledger.app).await.len(), 1, "the latest; the one before is over");
}
