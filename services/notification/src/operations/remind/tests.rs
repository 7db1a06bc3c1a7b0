//! Reminding, in a real database as the real role.

mod properties;

use sqlx::PgPool;

use crate::tests::ledger::{Ledger, Said, deadline, discharged, instant, new_duty, opened, redated};

/// What was told, as `unit level step duties`, in the order of time.
async fn told(superuser: &PgPool) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws(' ', to_char(at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'), unit, level, step, count(*))
         from notification.notice join notification.notice_duty on notice_id = id
         group by at, unit, level, step order by at, unit, level, step",
    )
    .fetch_all(superuser)
    .await
    .unwrap()
}

/// Decides until nothing is left to decide, at this instant.
async fn at(ledger: &Ledger, now: &str) {
    let now = instant(&format!("{now}:00+08:00"));
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    while ledger.decide(&mut tx, now).await > 0 {}
    tx.commit().await.unwrap();
}

async fn ledger_of_2026() -> Ledger {
    let ledger = Ledger::new().await;
    ledger.load(2026).await;
    ledger
}

#[tokio::test]
async fn many_duties_are_one_notice_a_rung_and_each_step_is_told_once() {
    let ledger = ledger_of_2026().await;
    let said: Vec<Said> = (0..20).map(|_| opened(&new_duty(), "scjgj", deadline("2026-10-09", 1))).collect();
    ledger.hear("supervision", &said).await.unwrap();
    for now in ["2026-10-08T23:59", "2026-10-09T08:29"] {
        at(&ledger, now).await;
    }
    assert_eq!(told(&ledger.superuser).await, Vec::<String>::new(), "nothing is due today");
    for now in ["2026-10-09T08:30", "2026-10-09T08:31", "2026-10-09T15:30", "2026-10-09T23:00"] {
        at(&ledger, now).await;
    }
    let expected = [
        "10-09 08:30 scjgj handlers due_today 20",
        "10-09 15:30 scjgj handlers due_soon 20",
        "10-09 15:30 scjgj liaison due_soon 20",
    ];
    assert_eq!(told(&ledger.superuser).await, expected);
}

#[tokio::test]
async fn the_ladder_is_climbed_a_working_day_at_a_time_until_the_duty_is_done() {
    let ledger = ledger_of_2026().await;
    let duty = new_duty();
    ledger.hear("supervision", &[opened(&duty, "scjgj", deadline("2026-09-30", 1))]).await.unwrap();
    for now in
        ["2026-09-30T16:00", "2026-10-05T12:00", "2026-10-08T09:00", "2026-10-09T09:00", "2026-10-10T09:00"]
    {
        at(&ledger, now).await;
    }
    ledger.hear("supervision", &[discharged(&duty)]).await.unwrap();
    at(&ledger, "2026-10-12T09:00").await;
    let steps = told(&ledger.superuser).await;
    let of = |day: &str| steps.iter().filter(|step| step.starts_with(day)).count();
    assert_eq!(
        (of("09-30"), of("10-05"), of("10-08"), of("10-09"), of("10-10"), of("10-12")),
        (2, 0, 3, 3, 4, 0)
    );
    assert_eq!(steps.last().unwrap(), "10-10 08:30 scjgj overseer escalated 1", "on a worked Saturday");
}

#[tokio::test]
async fn after_a_long_silence_only_the_latest_step_of_a_duty_is_told() {
    let ledger = ledger_of_2026().await;
    ledger.hear("supervision", &[opened(&new_duty(), "scjgj", deadline("2026-10-09", 1))]).await.unwrap();
    at(&ledger, "2026-11-20T12:00").await;
    let told = told(&ledger.superuser).await;
    assert_eq!(told.len(), 4, "{told:?}");
    assert!(
        told.iter().all(|step| step.starts_with("11-20 08:30") && step.contains("escalated")),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_later_date_begins_the_plan_anew_and_repeats_nothing() {
    let ledger = ledger_of_2026().await;
    let duty = new_duty();
    ledger.hear("supervision", &[opened(&duty, "scjgj", deadline("2026-10-09", 1))]).await.unwrap();
    at(&ledger, "2026-10-09T10:00").await;
    ledger.hear("supervision", &[redated(&duty, "2026-10-12", 2)]).await.unwrap();
    at(&ledger, "2026-10-09T16:00").await;
    at(&ledger, "2026-10-12T10:00").await;
    let expected = ["10-09 08:30 scjgj handlers due_today 1", "10-12 08:30 scjgj handlers due_today 1"];
    assert_eq!(told(&ledger.superuser).await, expected);
}

/// A replica that decides keeps the duty's end waiting, or finds that it has ended: nobody is reminded of what is done.
#[tokio::test]
async fn two_replicas_tell_each_step_once_and_nothing_of_a_duty_that_has_ended() {
    let ledger = ledger_of_2026().await;
    let duties: Vec<String> = (0..40).map(|_| new_duty()).collect();
    let said: Vec<Said> =
        duties.iter().map(|duty| opened(duty, "scjgj", deadline("2026-10-09", 1))).collect();
    ledger.hear("supervision", &said).await.unwrap();
    let done: Vec<Said> = duties[..10].iter().map(|duty| discharged(duty)).collect();
    ledger.hear("supervision", &done).await.unwrap();

    let now = instant("2026-10-09T08:30:00+08:00");
    let mut one = database::begin(&ledger.app.system).await.unwrap();
    let mut other = database::begin(&ledger.app.system).await.unwrap();
    assert_eq!(ledger.decide(&mut one, now).await, 30);
    assert_eq!(ledger.decide(&mut other, now).await, 0, "the first replica has them");
    one.commit().await.unwrap();
    assert_eq!(ledger.decide(&mut other, now).await, 0, "and has told them");
    other.commit().await.unwrap();
    assert_eq!(told(&ledger.superuser).await, ["10-09 08:30 scjgj handlers due_today 30"]);
}

/// A process that dies before its commit has told nothing, and the next one tells it.
#[tokio::test]
async fn a_decision_that_was_not_committed_is_made_again() {
    let ledger = ledger_of_2026().await;
    ledger.hear("supervision", &[opened(&new_duty(), "scjgj", deadline("2026-10-09", 1))]).await.unwrap();
    let now = instant("2026-10-09T08:30:00+08:00");
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    assert_eq!(ledger.decide(&mut tx, now).await, 1);
    tx.rollback().await.unwrap();
    assert!(told(&ledger.superuser).await.is_empty());
    at(&ledger, "2026-10-09T09:00").await;
    assert_eq!(told(&ledger.superuser).await, ["10-09 08:30 scjgj handlers due_today 1"]);
}
