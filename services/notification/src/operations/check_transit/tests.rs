//! Silence is proven before anybody is told of it, in a real database as the real role.

use ids::MessageId;
use prost::Message;
use proto::duty::v1::{TransitAnswered, TransitAsked};

use super::check_transit;
use crate::tests::ledger::{Ledger, deadline, discharged, instant, new_duty, opened, redated};

const MORNING: &str = "2026-10-10T09:00:00+08:00";

/// Two claims that were due yesterday; nothing is proven of supervision.
async fn late() -> (Ledger, [String; 2]) {
    let ledger = Ledger::new().await;
    ledger.load(2026).await;
    ledger.is_proven_until("2026-10-09T23:59:00+08:00").await;
    let duties = [new_duty(), new_duty()];
    let said: Vec<_> = duties.iter().map(|duty| opened(duty, "scjgj", deadline("2026-10-09", 1))).collect();
    ledger.hear("supervision", &said).await.unwrap();
    decide(&ledger).await;
    (ledger, duties)
}

async fn decide(ledger: &Ledger) {
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    while ledger.decide(&mut tx, instant(MORNING)).await > 0 {}
    tx.commit().await.unwrap();
}

/// A pass of the sweep; returns how many services were asked.
async fn pass(ledger: &Ledger) -> usize {
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    let asked = check_transit(&mut tx, &ledger.app.resources.outbox, instant(MORNING)).await.unwrap();
    tx.commit().await.unwrap();
    asked
}

/// As if the last question had been put so long ago.
async fn ago(ledger: &Ledger, interval: &str) {
    sqlx::query("update notification.transit_check set again_at = again_at - $1::interval")
        .bind(interval)
        .execute(&ledger.superuser)
        .await
        .unwrap();
}

/// What is asked last.
async fn question(ledger: &Ledger) -> TransitAsked {
    let body: Vec<u8> = sqlx::query_scalar("select body from mailbox.message order by position desc limit 1")
        .fetch_one(&ledger.superuser)
        .await
        .unwrap();
    TransitAsked::decode(body.as_slice()).unwrap()
}

async fn answer(ledger: &Ledger, sender: &str, question: &TransitAsked, on_the_way: Option<&[MessageId]>) {
    let answered = TransitAnswered {
        check_id: question.check_id.clone(),
        message_ids: on_the_way.unwrap_or_default().iter().map(ToString::to_string).collect(),
        complete: on_the_way.is_some(),
    };
    ledger.take(sender, answered).await;
}

async fn told(ledger: &Ledger) -> i64 {
    let told = "select count(distinct duty_id) from notification.notice_duty where step = 'overdue'";
    sqlx::query_scalar(told).fetch_one(&ledger.superuser).await.unwrap()
}

#[tokio::test]
async fn nobody_is_told_that_a_duty_is_overdue_before_all_that_was_on_the_way_has_arrived() {
    let (ledger, [done, open]) = late().await;
    assert_eq!(told(&ledger).await, 0);
    assert_eq!(pass(&ledger).await, 1, "supervision only");
    let asked = question(&ledger).await;
    assert_eq!(asked.service, "supervision");
    let end = MessageId::generate();
    answer(&ledger, "approval", &asked, Some(&[])).await;
    answer(&ledger, "supervision", &asked, Some(&[end])).await;
    pass(&ledger).await;
    decide(&ledger).await;
    assert_eq!(told(&ledger).await, 0, "another service has answered, and a message is on the way");

    ledger.hear("supervision", &[discharged(&done)]).await.unwrap();
    sqlx::query(
        "insert into mailbox.inbox (message_id, sender, event, body_sha256, received_at)
         values ($1, 'supervision', 'duty_discharged', sha256(''), now())",
    )
    .bind(end.0)
    .execute(&ledger.superuser)
    .await
    .unwrap();
    assert_eq!(pass(&ledger).await, 1, "let go: what is open");
    assert_eq!(pass(&ledger).await, 0);
    decide(&ledger).await;
    assert_eq!(told(&ledger).await, 1, "of what was not done");
    let of: String = sqlx::query_scalar("select min(duty_id::text) from notification.notice_duty")
        .fetch_one(&ledger.superuser)
        .await
        .unwrap();
    assert_eq!(of, open);
}

#[tokio::test]
async fn an_answer_that_is_not_complete_is_asked_for_again_and_one_that_does_not_come_after_ten_minutes() {
    let (ledger, _) = late().await;
    assert_eq!(pass(&ledger).await, 1);
    let first = question(&ledger).await;
    ago(&ledger, "9 minutes").await;
    assert_eq!(pass(&ledger).await, 0, "the answer may be on the way");
    answer(&ledger, "supervision", &first, None).await;
    assert_eq!(pass(&ledger).await, 0, "not at once: while it is answered nobody else there may speak");
    ago(&ledger, "11 seconds").await;
    assert_eq!(pass(&ledger).await, 1);
    ago(&ledger, "11 minutes").await;
    assert_eq!(pass(&ledger).await, 1);
    answer(&ledger, "supervision", &first, Some(&[])).await;
    pass(&ledger).await;
    decide(&ledger).await;
    assert_eq!(told(&ledger).await, 0, "an answer to an older question proves nothing");
    answer(&ledger, "supervision", &question(&ledger).await, Some(&[])).await;
    pass(&ledger).await;
    decide(&ledger).await;
    assert_eq!(told(&ledger).await, 2);
}

#[tokio::test]
async fn a_date_that_comes_while_a_duty_waits_for_an_answer_ends_its_waiting() {
    let (ledger, duties) = late().await;
    let later = duties.each_ref().map(|duty| redated(duty, "2026-10-12", 2));
    ledger.hear("supervision", &later).await.unwrap();
    assert_eq!(pass(&ledger).await, 0, "nothing waits");
    decide(&ledger).await;
    assert_eq!(told(&ledger).await, 0);
}

/// What was done just before midnight may have an instant from before and be committed after the answer.
#[tokio::test]
async fn an_answer_proves_what_was_done_five_minutes_before_the_question() {
    let (ledger, _) = late().await;
    let asked = async |now: &str| {
        let mut tx = database::begin(&ledger.app.system).await.unwrap();
        let asked = check_transit(&mut tx, &ledger.app.resources.outbox, instant(now)).await.unwrap();
        tx.rollback().await.unwrap();
        asked
    };
    assert_eq!(asked("2026-10-10T00:04:59+08:00").await, 0);
    assert_eq!(asked("2026-10-10T00:05:00+08:00").await, 1);
}

/// A letter (督办函) says that something was not done.
#[tokio::test]
async fn the_office_writes_about_what_is_proven_only() {
    let (ledger, [duty, _]) = late().await;
    let unproven = async || {
        let mut tx = ledger.as_unit("xzspj").await;
        sqlx::query("select set_config('app.role_overseer', 'yes', true)").execute(&mut *tx).await.unwrap();
        let ids = [duty.parse().unwrap()];
        crate::store::transit_check::unproven(&mut tx, "notification", &ids).await.unwrap()
    };
    assert_eq!(unproven().await, [duty.parse().unwrap()]);
    ledger.is_proven_until(MORNING).await;
    assert_eq!(unproven().await, []);
}
