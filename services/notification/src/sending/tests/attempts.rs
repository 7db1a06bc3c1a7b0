//! Attempts at messages, and what follows from each.

use channels::Outcome;
use ids::Uuid;
use proto::notification::v1::RotateSigningKeyRequest;
use serde_json::json;

use super::*;
use crate::{
    model::Subject,
    operations::{Attempted, Tried},
    tests::ledger::discharged,
};

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
    let said = "select said from notification.dispatch where kind = 'notice'";
    let said: String = sqlx::query_scalar(said).fetch_one(&ledger.superuser).await.unwrap();
    assert!(said.contains("1 件今日24:00到期"), "{said}");
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
    let gone = answering([410]).await;
    let other = answering([]).await;
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
    let code = enable(&ledger, leaving).await.unwrap();
    assert_eq!(send_due(&ledger).await, 1, "a new code");
    assert_eq!(seen(&gone)[1].1["data"], json!({ "code": code }));
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
    ledger.app.resources.clock.set(instant("2026-10-08T20:00:00+08:00"));
    assert!(claim(&ledger.app).await.is_empty(), "the offices are closed");
    send_test(&ledger, id).await;
    let asked_for: Vec<Subject> =
        claim(&ledger.app).await.into_iter().map(|leaving| leaving.claimed.subject).collect();
    assert_eq!(asked_for, [Subject::Test], "what somebody asked for at this moment comes at any hour");
    ledger.app.resources.clock.set(instant("2026-10-08T17:00:00+08:00"));
    begun(&ledger, 0, 20).await;
    assert!(claim(&ledger.app).await.is_empty(), "twenty in this minute");
    begun(&ledger, 60, 20).await;
    let claimed = claim(&ledger.app).await;
    assert_eq!(claimed.first().map(|leaving| leaving.claimed.subscription), Some(id));
}

/// For a day both keys sign, so that the receiver may change at any time of it.
#[tokio::test]
async fn a_new_key_signs_beside_the_one_before_for_a_day() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    let subscription = subscribed(&ledger, &receiver).await;
    let newer = RotateSigningKeyRequest {
        request_id: request_id(),
        id: subscription.to_string(),
        signing_key: "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=".to_owned(),
        ..RotateSigningKeyRequest::default()
    };
    ledger.act(&subscriber(), newer).await.unwrap();
    let signatures = async || {
        send_test(&ledger, subscription).await;
        assert_eq!(send_due(&ledger).await, 1);
        receiver.seen().last().unwrap().header("webhook-signature").split(' ').count()
    };
    assert_eq!(signatures().await, 2);
    ledger.app.resources.clock.advance(jiff::SignedDuration::from_hours(24));
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
    disable(&ledger, subscription).await;
    remind(&ledger, "15:30").await;
    let code = enable(&ledger, subscription).await.unwrap();
    let refused = recover(&ledger, subscription).await.unwrap_err();
    assert_eq!(refused.message(), "the subscription is not active", "not before it is verified");
    verify(&ledger, subscription, code).await;
    let recovered =
        [recover(&ledger, subscription).await.unwrap(), recover(&ledger, subscription).await.unwrap()];
    assert_eq!(recovered, [1, 0], "of 15:30; 09:00 is over");
    later(&ledger).await;
    send_due(&ledger).await;
    let told: Vec<Value> =
        seen(&receiver).into_iter().map(|(_, body)| body["data"]["notice"].clone()).collect();
    assert_eq!(told.len(), 2, "what was refused, and what is true now; the code came back before it left");
    assert_ne!(told[0], told[1]);
}

/// A robot that is mute takes nothing more, whatever waits for it: the whole receiver is left alone.
#[tokio::test]
async fn a_receiver_that_asks_for_time_is_left_alone_with_everything() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    later(&ledger).await;
    let first = claim(&ledger.app).await.remove(0);
    let mute = Outcome::Later { after: Some(std::time::Duration::from_mins(10)), cause: "mute".to_owned() };
    let attempted = Attempted::Made { outcome: mute, said: None };
    settle(&ledger.app, &[Tried { claimed: first.claimed, attempted }]).await.unwrap();
    remind(&ledger, "15:30").await;
    let due = "update notification.dispatch set next_at = '-infinity' where state = 'waiting'";
    sqlx::query(due).execute(&ledger.superuser).await.unwrap();
    assert!(claim(&ledger.app).await.is_empty(), "for ten minutes");
    later(&ledger).await;
    assert_eq!(claim(&ledger.app).await.len(), 1, "the latest; the one before is over");
}

/// Two units that subscribe for one group's robot do not double what it takes.
#[tokio::test]
async fn a_receiver_is_paced_whoever_subscribed_for_it() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    subscribed(&ledger, &receiver).await;
    let change = "update notification.subscription set channel = 'wecom'";
    sqlx::query(change).execute(&ledger.superuser).await.unwrap();
    remind(&ledger, "09:00").await;
    later(&ledger).await;
    let first = claim(&ledger.app).await;
    assert_eq!(first.len(), 1, "one at a time");
    assert!(claim(&ledger.app).await.len() == 1, "the other one's turn");
    let counted = "select cardinality(begun_at) from notification.address";
    let counted: Vec<i32> = sqlx::query_scalar(counted).fetch_all(&ledger.superuser).await.unwrap();
    assert_eq!(counted, [2], "both are counted for the one address");
    later(&ledger).await;
    begun(&ledger, 0, 20).await;
    assert!(claim(&ledger.app).await.is_empty(), "twenty of this minute went there");
    begun(&ledger, 60, 20).await;
    assert_eq!(claim(&ledger.app).await.len(), 1);
}

/// Two replicas that ask at the same time for the last attempt of a minute, for two subscriptions of one robot.
#[tokio::test]
async fn two_replicas_count_the_attempts_of_a_minute_once() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    subscribed(&ledger, &receiver).await;
    let change = "update notification.subscription set channel = 'wecom'";
    sqlx::query(change).execute(&ledger.superuser).await.unwrap();
    remind(&ledger, "09:00").await;
    for _ in 0..20 {
        later(&ledger).await;
        begun(&ledger, 0, 19).await;
        let (one, other) = tokio::join!(claim(&ledger.app), claim(&ledger.app));
        assert!(one.len() + other.len() <= 1, "the twentieth is one");
        let next = claim(&ledger.app).await;
        assert_eq!(one.len() + other.len() + next.len(), 1);
    }
}

/// A receiver that takes nothing is asked less and less often, and one message that it takes ends that.
#[tokio::test]
async fn a_receiver_that_takes_nothing_does_not_hold_up_the_others() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([500; 7]).await;
    subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    let rest =
        "select extract(epoch from paused_until - clock_timestamp())::float8 from notification.address";
    let mut rests = Vec::new();
    for _ in 0..7 {
        later(&ledger).await;
        assert_eq!(send_due(&ledger).await, 1);
        let seconds: f64 = sqlx::query_scalar(rest).fetch_one(&ledger.superuser).await.unwrap();
        rests.push(seconds.ceil());
    }
    assert_eq!(rests, [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0]);
    let due = "update notification.dispatch set next_at = '-infinity' where state = 'waiting'";
    sqlx::query(due).execute(&ledger.superuser).await.unwrap();
    assert!(claim(&ledger.app).await.is_empty(), "it rests");
    later(&ledger).await;
    assert_eq!(send_due(&ledger).await, 1);
    assert_eq!(log(&ledger).await[0].1, "accepted");
    let failures = "select failures from notification.address";
    let failures: i32 = sqlx::query_scalar(failures).fetch_one(&ledger.superuser).await.unwrap();
    assert_eq!(failures, 0);
}

/// As many attempts at every address began so many seconds ago.
async fn begun(ledger: &Ledger, ago: i32, attempts: i32) {
    let begun = "update notification.address
                 set begun_at = array_fill(clock_timestamp() - make_interval(secs => $1), array[$2])";
    sqlx::query(begun).bind(ago).bind(attempts).execute(&ledger.superuser).await.unwrap();
}
