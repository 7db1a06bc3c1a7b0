//! What the joint meeting announces (联席会议通知), from the event to the receivers.

use ids::{AnnouncementId, BulletinId};
use proto::{
    meeting::v1::MeetingAnnounced,
    words::{
        meeting::AnnouncementKind as Kind,
        notification::{DisabledReason, DispatchState, Level},
    },
};
use serde_json::json;

use super::{rerouting::unit, *};
use crate::{
    model::{Reported, What},
    store::report,
};

const MEETING: &str = "0199c1f0-8f00-7000-8000-000000000001";

/// Something that these units are told at this time of the 8th.
fn announced(kind: Kind, units: &[&str], time: &str) -> MeetingAnnounced {
    MeetingAnnounced {
        announcement_id: AnnouncementId::generate().to_string(),
        kind: kind.into(),
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        subject_id: MEETING.to_owned(),
        text: format!("专题联席会议，{time}"),
        announce_time: Some(timestamp_to_proto(instant(&format!("2026-10-08T{time}:00+08:00")))),
    }
}

/// Sends what is due; returns how many arrived at each.
async fn arrivals<const N: usize>(ledger: &Ledger, receivers: [&Peer; N]) -> [usize; N] {
    later(ledger).await;
    send_due(ledger).await;
    receivers.map(|receiver| seen(receiver).len())
}

async fn everybodys_messages(ledger: &Ledger) -> i64 {
    let count = "select count(*) from notification.dispatch where kind = 'announcement'";
    sqlx::query_scalar(count).fetch_one(&ledger.superuser).await.unwrap()
}

#[tokio::test]
async fn an_announcement_is_told_once_to_the_liaison_and_leader_of_each_unit_and_to_nobody_else() {
    let (ledger, _) = ledger_with_a_duty().await;
    let [handler, liaison, leader] = unit(&ledger).await;
    let [system, of_handlers, of_kind] = [answering([]).await, answering([]).await, answering([]).await];
    subscribed(&ledger, &system).await;
    subscribed_to(&ledger, &of_handlers, |new| new.filter.levels = vec![Level::Handlers]).await;
    subscribed_to(&ledger, &of_kind, |new| new.filter.kinds = vec!["C2".to_owned()]).await;
    let [other, stranger, office, gone] =
        [answering([]).await, answering([]).await, answering([]).await, answering([]).await];
    subscribed_to(&ledger, &other, |new| new.unit = "zjj".parse().unwrap()).await;
    subscribed_to(&ledger, &stranger, |new| new.unit = "slj".parse().unwrap()).await;
    subscribed_to(&ledger, &office, of_office).await;
    let disabled = |new: &mut Subscription| {
        new.state = SubscriptionState::Disabled(DisabledReason::Asked);
    };
    subscribed_to(&ledger, &gone, disabled).await;

    let event = announced(Kind::Invitation, &["scjgj", "zjj", "scjgj"], "09:00");
    ledger.take("meeting", event.clone()).await;
    let told = [&liaison, &leader, &system, &other];
    assert_eq!(arrivals(&ledger, told).await, [1; 4]);
    let untold = [&handler, &of_handlers, &of_kind, &stranger, &office, &gone];
    assert_eq!(arrivals(&ledger, untold).await, [0; 6]);
    let units = told.map(|receiver| seen(receiver)[0].1["data"]["unit"].clone());
    assert_eq!(units, ["scjgj", "scjgj", "scjgj", "zjj"]);

    let again = MeetingAnnounced { units: vec!["slj".to_owned(), "scjgj".to_owned()], ..event };
    ledger.take("meeting", again).await;
    assert_eq!(arrivals(&ledger, told).await, [1; 4], "what comes again is told once");
    assert_eq!(arrivals(&ledger, untold).await, [0; 6]);
}

#[tokio::test]
async fn a_webhook_is_told_what_it_is_about_as_data() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    let event = announced(Kind::MinutesCirculated, &["scjgj"], "09:00");
    ledger.take("meeting", event.clone()).await;
    assert_eq!(arrivals(&ledger, [&receiver]).await, [1]);
    let body = &seen(&receiver)[0].1;
    assert_eq!(body["type"], "meeting.announced");
    let data = json!({
        "announcement": event.announcement_id, "kind": "minutes_circulated", "subject": MEETING, "unit": "scjgj",
        "text": "专题联席会议，09:00",
    });
    assert_eq!(body["data"], data);
}

#[tokio::test]
async fn each_kind_of_announcement_has_its_title_and_says_its_text() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    for kind in Kind::ALL {
        let subject_id = BulletinId::generate().to_string();
        let event = announced(kind, &["scjgj"], "09:00");
        ledger.take("meeting", MeetingAnnounced { subject_id, ..event }).await;
        later(&ledger).await;
        let leaving = claim(&ledger.app).await;
        let [Prepared { message, .. }] = &leaving[..] else { panic!("{kind:?}: {}", leaving.len()) };
        assert_eq!(message.title, format!("审管联动{}：scjgj", kind.zh()));
        for form in [&message.text, &message.markdown, &message.html] {
            assert!(form.contains(kind.zh()) && form.contains("scjgj"), "{form}");
            assert!(form.contains("专题联席会议，09:00"), "{form}");
        }
        assert_eq!(message.params["title"], kind.zh(), "for templates of SMS");
        let over =
            "update notification.dispatch set state = 'accepted', ended_at = now() where state = 'waiting'";
        sqlx::query(over).execute(&ledger.superuser).await.unwrap();
    }
    assert_eq!(everybodys_messages(&ledger).await, 7);
}

/// An invitation that could not leave in time names a day that is none any more.
#[tokio::test]
async fn what_was_moved_or_cancelled_since_is_not_said_any_more() {
    let (ledger, _) = ledger_with_a_duty().await;
    let [receiver, other] = [answering([]).await, answering([]).await];
    subscribed(&ledger, &receiver).await;
    subscribed_to(&ledger, &other, |new| new.unit = "zjj".parse().unwrap()).await;
    ledger.take("meeting", announced(Kind::Invitation, &["scjgj", "zjj"], "09:00")).await;
    ledger.take("meeting", announced(Kind::Material, &["scjgj"], "09:10")).await;
    ledger.take("meeting", announced(Kind::Rescheduled, &["scjgj"], "09:20")).await;
    assert_eq!(arrivals(&ledger, [&receiver, &other]).await, [2, 1]);
    let mut kinds: Vec<String> =
        seen(&receiver).iter().map(|(_, body)| body["data"]["kind"].to_string()).collect();
    kinds.sort();
    assert_eq!(kinds, ["\"material\"", "\"rescheduled\""]);
    assert_eq!(seen(&other)[0].1["data"]["kind"], "invitation", "nobody told zjj otherwise");
    assert!(log(&ledger).await.iter().any(|(_, state, ..)| state == "dropped"));
}

/// Robots and mailboxes belong to people.
#[tokio::test]
async fn people_are_told_in_office_hours_only() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    let change = "update notification.subscription set channel = 'wecom'";
    sqlx::query(change).execute(&ledger.superuser).await.unwrap();
    ledger.app.resources.clock.set(instant("2026-10-08T20:00:00+08:00"));
    ledger.take("meeting", announced(Kind::Bulletin, &["scjgj"], "20:00")).await;
    assert!(claim(&ledger.app).await.is_empty(), "the offices are closed");
    ledger.app.resources.clock.set(instant("2026-10-09T08:30:00+08:00"));
    assert_eq!(claim(&ledger.app).await.len(), 1);
}

#[tokio::test]
async fn a_receiver_that_was_disabled_meanwhile_recovers_what_is_still_true() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    let disabled = |new: &mut Subscription| {
        new.state = SubscriptionState::Disabled(DisabledReason::Asked);
    };
    let id = subscribed_to(&ledger, &receiver, disabled).await;
    ledger.take("meeting", announced(Kind::Invitation, &["scjgj"], "09:00")).await;
    ledger.take("meeting", announced(Kind::Cancelled, &["scjgj"], "09:30")).await;
    ledger.take("meeting", announced(Kind::MinutesIssued, &["zjj"], "09:40")).await;
    let active = "update notification.subscription set state = 'active', reason = null";
    sqlx::query(active).execute(&ledger.superuser).await.unwrap();
    ledger.app.resources.clock.set(instant("2026-10-08T10:00:00+08:00"));
    let recovered = [recover(&ledger, id).await.unwrap(), recover(&ledger, id).await.unwrap()];
    assert_eq!(recovered, [1, 0], "that it was cancelled");
    assert_eq!(arrivals(&ledger, [&receiver]).await, [1]);
    assert_eq!(seen(&receiver)[0].1["data"]["kind"], "cancelled");
}

#[tokio::test]
async fn the_report_says_of_each_unit_on_which_way_it_was_told() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    ledger.take("meeting", announced(Kind::Rescheduled, &["scjgj", "zjj"], "09:00")).await;
    assert_eq!(arrivals(&ledger, [&receiver]).await, [1]);
    let mut tx = ledger.as_unit("scjgj").await;
    let filter = report::Filter { unit: None, units: &[], duty: None, from: None, until: None, limit: 10 };
    let own = report::report(&mut tx, &filter).await.unwrap();
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let all = report::report(&mut tx, &filter).await.unwrap();
    let ways = |rows: &[Reported]| -> Vec<(String, Option<DispatchState>)> {
        rows.iter()
            .map(|row| (row.unit.to_string(), row.sent.as_ref().map(|sent| sent.fate.state())))
            .collect()
    };
    let told = ("scjgj".to_owned(), Some(DispatchState::Accepted));
    assert_eq!(ways(&own).first(), Some(&told));
    assert_eq!(own.len(), 1, "nothing of others");
    assert_eq!(ways(&all), [told, ("zjj".to_owned(), None)]);
    let What::Announcement { kind, text, .. } = &own[0].what else { panic!("{:?}", own[0]) };
    assert_eq!((*kind, text.as_str()), (Kind::Rescheduled, "专题联席会议，09:00"));
}
