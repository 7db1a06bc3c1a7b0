//! Who receives what: officials with receivers of their own, deputies, silences, and receivers that want to hear of some duties only.

use std::collections::BTreeSet;

use proto::{
    notification::v1::{NameDeputyRequest, SilenceRemindersRequest},
    words::notification::{Lamp, Level},
};
use serde_json::json;

use super::*;
use crate::tests::ledger::opened_of;

/// The sentences that came.
fn texts(receiver: &Peer) -> Vec<String> {
    seen(receiver)
        .iter()
        .map(|(_, body)| body["data"]["text"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// The rungs on which something came.
fn rungs(receiver: &Peer) -> Vec<String> {
    seen(receiver)
        .iter()
        .map(|(_, body)| body["data"]["level"].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn leader_of_scjgj() -> Caller {
    acting("scjgj", "scjgj-leader", Role::Leader)
}

async fn send_at(ledger: &Ledger, now: &str) {
    remind_at(ledger, now).await;
    send_all(ledger).await;
}

/// The unit's claimant, liaison and leader, each with a receiver of their own.
pub(super) async fn unit(ledger: &Ledger) -> [Peer; 3] {
    for (id, role) in
        [("scjgj-01", Role::Claimant), ("scjgj-liaison", Role::Liaison), ("scjgj-leader", Role::Leader)]
    {
        ledger.official(id, "scjgj", &[role]).await;
    }
    let [handler, liaison, leader] = [answering([]).await, answering([]).await, answering([]).await];
    subscribed_to(ledger, &handler, own("scjgj-01")).await;
    subscribed_to(ledger, &liaison, own("scjgj-liaison")).await;
    subscribed_to(ledger, &leader, own("scjgj-leader")).await;
    [handler, liaison, leader]
}

#[tokio::test]
async fn each_official_hears_on_their_own_rung_and_a_receiver_of_the_unit_once() {
    let (ledger, _) = ledger_with_a_duty().await;
    let [handler, liaison, leader] = unit(&ledger).await;
    let system = answering([]).await;
    subscribed(&ledger, &system).await;
    send_at(&ledger, "2026-10-08T15:30").await;
    send_at(&ledger, "2026-10-09T08:30").await;
    assert_eq!(rungs(&handler), ["handlers", "handlers"]);
    assert_eq!(rungs(&liaison), ["liaison", "liaison"]);
    assert_eq!(rungs(&leader), ["leader"], "only of what is late");
    assert_eq!(rungs(&system), ["handlers", "handlers"], "the unit's own system hears everything once");
}

#[tokio::test]
async fn a_deputy_hears_instead_of_whoever_is_away_and_only_on_those_days() {
    let (ledger, _) = ledger_with_a_duty().await;
    let [handler, liaison, _] = unit(&ledger).await;
    let away = || NameDeputyRequest {
        request_id: request_id(),
        official: "scjgj-01".to_owned(),
        deputy: "scjgj-liaison".to_owned(),
        first_day: "2026-10-08".to_owned(),
        last_day: "2026-10-08".to_owned(),
        ..NameDeputyRequest::default()
    };
    ledger.act(&leader_of_scjgj(), away()).await.unwrap();
    let again = ledger.act(&leader_of_scjgj(), away()).await.unwrap_err();
    assert_eq!(again.message(), "there is a deputy from 2026-10-08 to 2026-10-08");
    send_at(&ledger, "2026-10-08T09:00").await;
    assert_eq!((rungs(&handler), rungs(&liaison)), (vec![], vec!["handlers".to_owned()]));
    send_at(&ledger, "2026-10-09T08:30").await;
    assert_eq!(rungs(&handler), ["handlers"], "back again");
    assert_eq!(rungs(&liaison), ["handlers", "liaison"]);
}

/// What is told below the leader is told to the leader; what is late to every receiver that hears what the leader hears.
#[tokio::test]
async fn while_a_unit_is_silenced_only_what_reaches_its_leader_leaves() {
    let (ledger, _) = ledger_with_a_duty().await;
    let [handler, liaison, leader] = unit(&ledger).await;
    let system = answering([]).await;
    subscribed(&ledger, &system).await;
    // Told before the silence, but still waiting when it begins.
    remind(&ledger, "09:00").await;
    let silence = SilenceRemindersRequest {
        request_id: request_id(),
        end_time: Some(timestamp_to_proto(instant("2026-10-10T00:00:00+08:00"))),
        reason: "系统切换".to_owned(),
        ..SilenceRemindersRequest::default()
    };
    ledger.act(&leader_of_scjgj(), silence).await.unwrap();
    send_at(&ledger, "2026-10-08T15:30").await;
    send_at(&ledger, "2026-10-09T08:30").await;
    assert_eq!((rungs(&handler), rungs(&liaison)), (vec![], vec![]));
    assert_eq!(rungs(&leader), ["handlers", "handlers"], "everything is rerouted to the leader");
    assert_eq!(rungs(&system), ["leader"]);
    let told = "select count(*) from notification.notice where level = 'handlers'";
    let told: i64 = sqlx::query_scalar(told).fetch_one(&ledger.superuser).await.unwrap();
    assert_eq!(told, 3, "the inbox has everything");
    send_at(&ledger, "2026-10-10T08:30").await;
    assert_eq!(rungs(&handler), ["handlers"], "the silence is over");
}

#[tokio::test]
async fn a_receiver_hears_only_of_the_duties_that_it_wants() {
    let (ledger, _) = ledger_with_a_duty().await;
    let other = new_duty();
    ledger
        .hear("supervision", &[opened_of(&other, "XK3713220009", deadline("2026-10-08", 1))])
        .await
        .unwrap();
    let [of_item, of_red, of_leader] = [answering([]).await, answering([]).await, answering([]).await];
    subscribed_to(&ledger, &of_item, |new| new.filter.items = vec!["XK3713220009".parse().unwrap()]).await;
    subscribed_to(&ledger, &of_red, |new| new.filter.lamps = vec![Lamp::Red]).await;
    subscribed_to(&ledger, &of_leader, |new| new.filter.levels = vec![Level::Leader]).await;
    send_at(&ledger, "2026-10-08T09:00").await;
    assert_eq!(texts(&of_item), ["scjgj：认领审批信息 1 件今日24:00到期"], "one of two");
    assert!(seen(&of_red).is_empty() && seen(&of_leader).is_empty());
    send_at(&ledger, "2026-10-09T08:30").await;
    assert_eq!(texts(&of_red), ["scjgj：认领审批信息 2 件已逾期，请立即办理"]);
    assert_eq!(rungs(&of_leader), ["leader"]);
}

/// Whoever has left hears nothing more, also of what waited when they left.
#[tokio::test]
async fn an_official_who_has_left_hears_nothing_more() {
    let (ledger, _) = ledger_with_a_duty().await;
    let [handler, ..] = unit(&ledger).await;
    remind(&ledger, "09:00").await;
    ledger.leaves("scjgj-01", "scjgj").await;
    send_at(&ledger, "2026-10-08T15:30").await;
    assert!(seen(&handler).is_empty());
    let states: BTreeSet<String> = log(&ledger).await.into_iter().map(|(_, state, ..)| state).collect();
    assert!(states.contains("dropped"), "{states:?}");
}

/// Nobody of the unit would hear that nothing reaches it any more.
#[tokio::test]
async fn the_office_is_told_of_a_unit_whose_only_subscription_was_disabled() {
    let (ledger, _) = ledger_with_a_duty().await;
    ledger.official("xzspj-06", "xzspj", &[Role::Overseer]).await;
    let gone = answering([410]).await;
    let office = answering([]).await;
    let about = subscribed(&ledger, &gone).await;
    subscribed_to(&ledger, &office, of_office).await;
    send_at(&ledger, "2026-10-08T09:00").await;
    let [(_, told)] = &seen(&office)[..] else { panic!("{:?}", seen(&office)) };
    assert_eq!(told["type"], "subscription.disabled");
    let data = json!({ "subscription": about.to_string(), "unit": "scjgj", "name": "业务系统" });
    assert_eq!(told["data"], data);
    let said = "select said from notification.dispatch where kind = 'disabled'";
    let said: String = sqlx::query_scalar(said).fetch_one(&ledger.superuser).await.unwrap();
    assert!(said.contains("的订阅“业务系统”因无法送达已停用"), "{said}");
}

/// Whoever writes down another one's number does not flood them with codes.
#[tokio::test]
async fn a_receiver_is_sent_five_codes_within_a_day() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    for unit in ["zjj", "zjj", "yjj", "scjgj"] {
        subscribed_to(&ledger, &receiver, |new| new.unit = unit.parse().unwrap()).await;
    }
    let last = subscribed(&ledger, &receiver).await;
    disable(&ledger, last).await;
    let refused = enable(&ledger, last).await.unwrap_err();
    assert_eq!(refused.message(), "the receiver was sent five codes within a day: try again tomorrow");
    ledger.app.resources.clock.advance(jiff::SignedDuration::from_hours(24));
    enable(&ledger, last).await.unwrap();
}
