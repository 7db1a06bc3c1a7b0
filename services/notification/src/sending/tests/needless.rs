//! Why was this message not sent? Every reason is kept with the message.

use channels::Outcome;
use ids::LetterId;
use proto::{
    meeting::v1::MeetingAnnounced,
    notification::v1::{
        CloseLetterRequest, GetDispatchRequest, ReplyToLetterRequest, ResendDispatchRequest,
        SilenceRemindersRequest,
    },
    words::{
        meeting::AnnouncementKind,
        notification::{DispatchState, LetterConclusion, MessageKind, NeedlessReason},
    },
};

use super::*;
use crate::{
    operations::{Attempted, Draft, IssueContext, LedgerContext, Tried},
    tests::ledger::{discharged, redated},
};

/// What was not sent, and why; without codes.
async fn needless(ledger: &Ledger) -> Vec<(MessageKind, NeedlessReason)> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "select kind, needless from notification.dispatch where needless is not null and kind <> 'code' order by created_at, kind",
    )
    .fetch_all(&ledger.superuser)
    .await
    .unwrap();
    let words = |(kind, reason): (String, String)| {
        (MessageKind::named(&kind).unwrap(), NeedlessReason::named(&reason).unwrap())
    };
    rows.into_iter().map(words).collect()
}

#[tokio::test]
async fn what_was_done_meanwhile_is_not_sent_and_the_delivery_log_says_so() {
    let (ledger, duty) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    ledger.hear("supervision", &[discharged(&duty)]).await.unwrap();
    send_all(&ledger).await;
    assert_eq!(needless(&ledger).await, [(MessageKind::Notice, NeedlessReason::Done)]);
    assert!(seen(&receiver).is_empty());

    let id = "select id::text from notification.dispatch where kind = 'notice'";
    let id: String = sqlx::query_scalar(id).fetch_one(&ledger.superuser).await.unwrap();
    let shown = ledger.read(&subscriber(), GetDispatchRequest { id: id.clone() }).await;
    let dispatch = shown.dispatch.unwrap();
    assert_eq!(dispatch.state().word(), Some(DispatchState::Dropped));
    assert_eq!(dispatch.needless().zh(), "已全部办结或免除");
    assert_eq!(shown.attempts[0].outcome().zh(), "未完成");

    let again = ResendDispatchRequest { request_id: request_id(), id, ..ResendDispatchRequest::default() };
    let waiting = ledger.act(&subscriber(), again).await.unwrap().dispatch.unwrap();
    assert_eq!((waiting.state().word(), waiting.needless().word()), (Some(DispatchState::Waiting), None));
}

#[tokio::test]
async fn what_was_reminded_of_again_is_superseded_and_what_has_another_date_is_outdated() {
    let (ledger, duty) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    remind(&ledger, "15:30").await;
    send_all(&ledger).await;
    assert_eq!(needless(&ledger).await, [(MessageKind::Notice, NeedlessReason::Superseded)]);
    remind_at(&ledger, "2026-10-09T08:30").await;
    ledger.hear("supervision", &[redated(&duty, "2026-10-12", 2)]).await.unwrap();
    send_all(&ledger).await;
    let expected = [NeedlessReason::Superseded, NeedlessReason::Outdated];
    assert_eq!(needless(&ledger).await, expected.map(|reason| (MessageKind::Notice, reason)));
}

#[tokio::test]
async fn a_silence_that_began_meanwhile_holds_the_message_back() {
    let (ledger, _) = ledger_with_a_duty().await;
    ledger.official("scjgj-01", "scjgj", &[Role::Claimant]).await;
    let receiver = answering([]).await;
    subscribed_to(&ledger, &receiver, own("scjgj-01")).await;
    remind(&ledger, "09:00").await;
    let silence = SilenceRemindersRequest {
        request_id: request_id(),
        end_time: Some(timestamp_to_proto(instant("2026-10-10T00:00:00+08:00"))),
        reason: "系统切换".to_owned(),
        ..SilenceRemindersRequest::default()
    };
    ledger.act(&acting("scjgj", "scjgj-leader", Role::Leader), silence).await.unwrap();
    send_all(&ledger).await;
    assert_eq!(needless(&ledger).await, [(MessageKind::Notice, NeedlessReason::Silenced)]);
}

#[tokio::test]
async fn whoever_has_left_or_is_no_overseer_any_more_is_sent_nothing() {
    let (ledger, _) = ledger_with_a_duty().await;
    ledger.official("scjgj-01", "scjgj", &[Role::Claimant]).await;
    ledger.official("xzspj-06", "xzspj", &[Role::Overseer]).await;
    let receiver = answering([]).await;
    subscribed_to(&ledger, &receiver, own("scjgj-01")).await;
    let receiver = answering([]).await;
    subscribed_to(&ledger, &receiver, of_office).await;
    remind_at(&ledger, "2026-10-12T08:30").await;
    ledger.leaves("scjgj-01", "scjgj").await;
    ledger.leaves("xzspj-06", "xzspj").await;
    send_all(&ledger).await;
    let mut reasons = needless(&ledger).await;
    reasons.sort();
    let expected = [NeedlessReason::ReceiverLeft, NeedlessReason::OfficeMoved];
    assert_eq!(reasons, expected.map(|reason| (MessageKind::Notice, reason)));
}

/// A letter of the office to scjgj about this late duty, entered in the ledger.
async fn issue(ledger: &Ledger, duty: &str) -> LetterId {
    let now = ledger.app.resources.clock.now();
    let calendar = ledger.app.reference.calendar();
    let directory = ledger.app.reference.directory();
    let draft = Draft {
        unit: "scjgj".parse().unwrap(),
        issued_by: "xzspj".parse().unwrap(),
        official: "xzspj-06".parse().unwrap(),
        duties: vec![duty.parse().unwrap()],
        working_days: 3,
        text: None,
    };
    let by = IssueContext { kinds: &ledger.app.kinds, calendar: &calendar, now };
    let office_hours = &ledger.app.office_hours;
    let context = LedgerContext { office_hours, calendar: &calendar, directory: &directory, now };
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let mut messages = ledger.app.resources.outbox.messages();
    let issued = operations::issue_letter(&mut tx, &mut messages, draft, &by).await.unwrap();
    operations::note_letters(&mut tx, &context).await.unwrap();
    tx.commit().await.unwrap();
    issued.letter.id
}

#[tokio::test]
async fn a_letter_that_was_answered_or_closed_meanwhile_is_not_sent() {
    let (ledger, duty) = ledger_with_a_duty().await;
    ledger.app.resources.clock.set(instant("2026-10-09T09:00:00+08:00"));
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    let answered = issue(&ledger, &duty).await;
    let closed = issue(&ledger, &duty).await;
    let reply = ReplyToLetterRequest {
        request_id: request_id(),
        id: answered.to_string(),
        text: "已办理".to_owned(),
        ..ReplyToLetterRequest::default()
    };
    ledger.act(&subscriber(), reply).await.unwrap();
    let close = CloseLetterRequest {
        request_id: request_id(),
        id: closed.to_string(),
        conclusion: LetterConclusion::Withdrawn.into(),
        text: "发错单位".to_owned(),
        ..CloseLetterRequest::default()
    };
    ledger.act(&acting("xzspj", "xzspj-06", Role::Overseer), close).await.unwrap();
    send_all(&ledger).await;
    let mut reasons = needless(&ledger).await;
    reasons.sort();
    let expected = [NeedlessReason::LetterAnswered, NeedlessReason::LetterClosed];
    assert_eq!(reasons, expected.map(|reason| (MessageKind::Letter, reason)));
}

#[tokio::test]
async fn an_announcement_whose_place_another_took_is_not_sent() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    let meeting = new_duty();
    for (kind, time) in [(AnnouncementKind::Invitation, "09:00"), (AnnouncementKind::Cancelled, "09:10")] {
        let event = MeetingAnnounced {
            announcement_id: new_duty(),
            kind: kind.into(),
            units: vec!["scjgj".to_owned()],
            subject_id: meeting.clone(),
            text: "专题联席会议".to_owned(),
            announce_time: Some(timestamp_to_proto(instant(&format!("2026-10-08T{time}:00+08:00")))),
        };
        ledger.take("meeting", event).await;
    }
    send_all(&ledger).await;
    assert_eq!(needless(&ledger).await, [(MessageKind::Announcement, NeedlessReason::AnnouncementReplaced)]);
}

#[tokio::test]
async fn a_code_that_came_back_is_not_sent_again() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    let id = subscribed(&ledger, &receiver).await;
    disable(&ledger, id).await;
    let code = enable(&ledger, id).await.unwrap();
    verify(&ledger, id, code).await;
    send_all(&ledger).await;
    let last = "select needless from notification.dispatch where kind = 'code' order by created_at desc, id desc limit 1";
    let last: Option<String> = sqlx::query_scalar(last).fetch_one(&ledger.superuser).await.unwrap();
    assert_eq!(last.as_deref(), Some(NeedlessReason::CodeRepeated.name()));
}

#[tokio::test]
async fn what_waits_for_a_subscription_that_is_disabled_says_that() {
    let (ledger, _) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    let id = subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    disable(&ledger, id).await;
    assert_eq!(needless(&ledger).await, [(MessageKind::Notice, NeedlessReason::SubscriptionDisabled)]);
}

/// And where it is disabled again, it is told again.
#[tokio::test]
async fn nobody_is_told_of_a_subscription_that_was_enabled_again_meanwhile() {
    let (ledger, _) = ledger_with_a_duty().await;
    let gone = answering([]).await;
    let other = answering([]).await;
    let id = subscribed(&ledger, &gone).await;
    remind(&ledger, "09:00").await;
    later(&ledger).await;
    let claimed = claim(&ledger.app).await.remove(0).claimed;
    subscribed(&ledger, &other).await;
    let attempted =
        || Attempted::Made { outcome: Outcome::Gone { cause: "http status 410".to_owned() }, said: None };
    settle(&ledger.app, &[Tried { claimed, attempted: attempted() }]).await.unwrap();
    let code = enable(&ledger, id).await.unwrap();
    send_all(&ledger).await;
    assert_eq!(needless(&ledger).await, [(MessageKind::Disabled, NeedlessReason::SubscriptionEnabled)]);
    assert!(seen(&other).is_empty());

    verify(&ledger, id, code).await;
    send_test(&ledger, id).await;
    let claimed = claim(&ledger.app).await.remove(0).claimed;
    settle(&ledger.app, &[Tried { claimed, attempted: attempted() }]).await.unwrap();
    send_all(&ledger).await;
    let [(_, told)] = &seen(&other)[..] else { panic!("{:?}", seen(&other)) };
    assert_eq!(told["type"], "subscription.disabled");
}
