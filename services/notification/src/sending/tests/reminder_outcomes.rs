//! Why was this reminder not sent? What GetDuty answers of each reminder that fell due.

use proto::{
    notification::v1::{GetDutyRequest, SilenceRemindersRequest},
    words::notification::{Lamp, Level, ReminderStep, UnsentReason},
};

use super::*;
use crate::{
    store::reminder_outcome,
    tests::ledger::{discharged, opened_of},
};

/// Rung, step, and what became of each reminder of a duty, as a caller is told: states of messages with why they are needless, or
/// why there is none.
async fn outcomes(ledger: &Ledger, caller: &Caller, duty: &str) -> Vec<String> {
    let answer = ledger.read(caller, GetDutyRequest { id: duty.to_owned() }).await;
    let mut lines = Vec::new();
    for reminder in &answer.reminders {
        let mut words = vec![reminder.level().zh(), reminder.step().zh(), reminder.unsent().zh()];
        for message in &reminder.messages {
            words.extend([message.unit.as_str(), message.state().zh(), message.needless().zh()]);
        }
        words.retain(|word| !word.is_empty());
        lines.push(words.join(" "));
    }
    let told = answer.reminders.iter().filter(|reminder| !reminder.notice_id.is_empty()).count();
    assert_eq!(answer.tellings.len(), told);
    lines
}

async fn silence(ledger: &Ledger) {
    let silence = SilenceRemindersRequest {
        request_id: request_id(),
        end_time: Some(timestamp_to_proto(instant("2026-10-10T00:00:00+08:00"))),
        reason: "系统切换".to_owned(),
        ..SilenceRemindersRequest::default()
    };
    ledger.act(&acting("scjgj", "scjgj-leader", Role::Leader), silence).await.unwrap();
}

fn office() -> Caller {
    acting("xzspj", "xzspj-06", Role::Overseer)
}

#[tokio::test]
async fn where_nobody_subscribed_that_is_why_and_only_who_owes_it_and_the_office_are_told() {
    let (ledger, duty) = ledger_with_a_duty().await;
    remind(&ledger, "09:00").await;
    let expected = ["经办 今日到期 没有有效订阅"];
    assert_eq!(outcomes(&ledger, &subscriber(), &duty).await, expected);
    assert_eq!(outcomes(&ledger, &office(), &duty).await, expected);
    let owed_to = acting("xzspj", "xzspj-01", Role::Approver);
    assert_eq!(outcomes(&ledger, &owed_to, &duty).await, Vec::<String>::new(), "it is another unit's");
}

#[tokio::test]
async fn what_arrived_says_so_and_what_was_done_meanwhile_does_not_leave() {
    let (ledger, duty) = ledger_with_a_duty().await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    remind(&ledger, "09:00").await;
    assert_eq!(outcomes(&ledger, &subscriber(), &duty).await, ["经办 今日到期 scjgj 待发送"]);
    send_all(&ledger).await;
    remind(&ledger, "15:30").await;
    ledger.hear("supervision", &[discharged(&duty)]).await.unwrap();
    send_all(&ledger).await;
    let expected = [
        "经办 今日到期 scjgj 已送达",
        "经办 临期 scjgj 已取消 已全部办结或免除",
        "联络员 临期 已随下一层级告知",
    ];
    assert_eq!(sorted(outcomes(&ledger, &subscriber(), &duty).await), sorted(expected));
}

#[tokio::test]
async fn a_silence_says_so_before_and_after_the_message_was_made() {
    let (ledger, duty) = ledger_with_a_duty().await;
    ledger.official("scjgj-01", "scjgj", &[Role::Claimant]).await;
    let receiver = answering([]).await;
    subscribed_to(&ledger, &receiver, own("scjgj-01")).await;
    remind(&ledger, "09:00").await;
    silence(&ledger).await;
    send_all(&ledger).await;
    remind(&ledger, "15:30").await;
    let expected =
        ["经办 今日到期 scjgj 已取消 单位已静默", "经办 临期 单位已静默", "联络员 临期 该层级无人订阅"];
    assert_eq!(sorted(outcomes(&ledger, &subscriber(), &duty).await), sorted(expected));
}

/// One notice tells of two duties; its message to a receiver that wants to hear of one of them says nothing of the other.
#[tokio::test]
async fn what_no_subscription_chose_says_so_even_where_the_notice_was_sent() {
    let (ledger, duty) = ledger_with_a_duty().await;
    let other = new_duty();
    let said = opened_of(&other, "XK3713220009", deadline("2026-10-08", 1));
    ledger.hear("supervision", &[said]).await.unwrap();
    let of_item = |new: &mut Subscription| new.filter.items = vec!["XK3713220009".parse().unwrap()];
    let receiver = answering([]).await;
    subscribed_to(&ledger, &receiver, of_item).await;
    let receiver = answering([]).await;
    subscribed_to(&ledger, &receiver, |new| new.filter.lamps = vec![Lamp::Red]).await;
    remind(&ledger, "09:00").await;
    send_all(&ledger).await;
    assert_eq!(outcomes(&ledger, &subscriber(), &other).await, ["经办 今日到期 scjgj 已送达"]);
    assert_eq!(outcomes(&ledger, &subscriber(), &duty).await, ["经办 今日到期 订阅未选此类提醒"]);
}

#[tokio::test]
async fn an_officials_own_subscription_does_not_stand_on_every_rung() {
    let (ledger, duty) = ledger_with_a_duty().await;
    ledger.official("scjgj-leader", "scjgj", &[Role::Leader]).await;
    let receiver = answering([]).await;
    subscribed_to(&ledger, &receiver, own("scjgj-leader")).await;
    remind(&ledger, "09:00").await;
    assert_eq!(outcomes(&ledger, &subscriber(), &duty).await, ["经办 今日到期 该层级无人订阅"]);
}

/// What reached the office is the office's to see.
#[tokio::test]
async fn a_unit_is_not_told_what_reached_the_office() {
    let (ledger, duty) = ledger_with_a_duty().await;
    ledger.official("xzspj-06", "xzspj", &[Role::Overseer]).await;
    let receiver = answering([]).await;
    subscribed_to(&ledger, &receiver, of_office).await;
    remind_at(&ledger, "2026-10-12T08:30").await;
    send_all(&ledger).await;
    let below = |level: Level| format!("{} 逾期上报 没有有效订阅", level.zh());
    let below = [Level::Handlers, Level::Liaison, Level::Leader].map(below);
    let to_office = |what: &str| [below.as_slice(), &[format!("督办 逾期上报 {what}")]].concat();
    let unit = outcomes(&ledger, &subscriber(), &duty).await;
    assert_eq!(sorted(unit), sorted(to_office("由督办部门接收")));
    let office = outcomes(&ledger, &office(), &duty).await;
    assert_eq!(sorted(office), sorted(to_office("xzspj 已送达")));
}

#[tokio::test]
async fn what_is_held_until_the_owner_of_the_clock_has_answered_says_so() {
    let (ledger, duty) = ledger_with_a_duty().await;
    ledger.is_proven_until("2026-10-01").await;
    remind_at(&ledger, "2026-10-09T08:30").await;
    let held = [Level::Handlers, Level::Liaison, Level::Leader]
        .map(|level| format!("{} {} {}", level.zh(), ReminderStep::Overdue.zh(), UnsentReason::Held.zh()));
    assert_eq!(outcomes(&ledger, &subscriber(), &duty).await, held);
}

/// The second wall: the same without the unit in the statement.
#[tokio::test]
async fn without_the_predicate_a_unit_still_sees_its_own_messages_only() {
    let (ledger, duty) = ledger_with_a_duty().await;
    ledger.official("xzspj-06", "xzspj", &[Role::Overseer]).await;
    let receiver = answering([]).await;
    subscribed_to(&ledger, &receiver, of_office).await;
    let receiver = answering([]).await;
    subscribed(&ledger, &receiver).await;
    remind_at(&ledger, "2026-10-12T08:30").await;
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let duty = store::duty::find_all(&mut tx, None, &[duty.parse().unwrap()]).await.unwrap().remove(0);
    let all = reminder_outcome::of_duty(&mut tx, None, &duty).await.unwrap();
    assert_eq!(all.iter().flat_map(|outcome| &outcome.messages).count(), 2);
    let mut tx = ledger.as_unit("scjgj").await;
    let own = reminder_outcome::of_duty(&mut tx, None, &duty).await.unwrap();
    let units: Vec<_> = own.iter().flat_map(|outcome| &outcome.messages).map(|one| &one.unit).collect();
    assert_eq!((own.len(), units), (4, vec![&"scjgj".parse().unwrap()]));
    let mut tx = ledger.as_unit("zjj").await;
    assert_eq!(reminder_outcome::of_duty(&mut tx, None, &duty).await.unwrap(), []);
}

fn sorted<Line: AsRef<str>>(lines: impl IntoIterator<Item = Line>) -> Vec<String> {
    let mut lines: Vec<String> = lines.into_iter().map(|line| line.as_ref().to_owned()).collect();
    lines.sort();
    lines
}
