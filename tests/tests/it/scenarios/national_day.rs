//! National Day of 2026: off from 10-01 to 10-07, and Saturday 10-10 is worked for it.

use anyhow::Context;
use clock::in_county;
use jiff::{SignedDuration, Timestamp};
use proto::notification::v1::{Level, SimulateRemindersRequest, SimulatedReminder, TestSubscriptionRequest};
use scenarios::stage::{Bureau, Stage, until};
use sqlx::PgPool;
use testkit::{
    MailServer,
    peer::{Peer, status},
};

use crate::{
    desk::{approver, arrived, at, claimant, instant, proto_instant, record},
    ledger::{Ledger, count},
    paper::{MEDICINE, recording, request_id},
    receivers::{decided, stage_with_mail, subscribe_mail, subscribe_webhook},
};

/// Working days of these two weeks.
const WORKED: [&str; 6] =
    ["2026-09-29", "2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10", "2026-10-12"];
/// When the process is killed, and when it is started again: in mid-holiday, and over the opening of an office day.
const DEATHS: [&str; 2] = ["2026-10-04T01:00", "2026-10-09T07:00"];
const STARTS: [&str; 2] = ["2026-10-05T10:00", "2026-10-09T13:00"];

/// When (`MM-DD HH:MM`), to which rung, of which step.
type Told = (String, String, String);

/// Due on the last day before the holiday, and not claimed. Officials rely on it that nobody disturbs their holiday and that
/// nothing is forgotten after it; the office relies on the forecast.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn over_national_day_nobody_is_disturbed_and_what_was_foreseen_is_told_once() -> anyhow::Result<()> {
    let mut mail = MailServer::plain().await?;
    let mut stage = stage_with_mail("2026-09-29T10:00:00+08:00", mail.port).await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let hook = Peer::plain(|_| status(204)).await?;
    subscribe_webhook(&scjgj, &hook).await?;
    let mailbox = subscribe_mail(&scjgj, &mut mail, &[Level::Handlers]).await?;
    let mut request = recording(MEDICINE, "1");
    if let Some(decision) = &mut request.decision {
        decision.decided_on = "2026-09-29".to_owned();
        decision.valid_from = "2026-09-29".to_owned();
    }
    arrived(&scjgj, &record(&office, request).await?.push_id).await?;
    let ledger = Ledger::open(&stage);
    ledger.prove().await?;
    let database = ledger.notification.context("installed")?;
    let foreseen = foreseen(&scjgj).await?;
    for (time, rungs) in [
        ("09-30 08:30", 1),
        ("09-30 15:30", 2),
        ("10-08 08:30", 3),
        ("10-09 08:30", 3),
        ("10-10 08:30", 4),
        ("10-12 08:30", 4),
    ] {
        assert_eq!(foreseen.iter().filter(|told| told.0 == time).count(), rungs, "{time}: {foreseen:?}");
    }
    assert_eq!(foreseen.len(), 17);

    hours_go_by(&mut stage, &database, &hook).await?;
    assert_eq!(told(&database).await?, foreseen);
    assert_eq!(said_by_webhook(&hook)?, days_of_the_unit(&foreseen));
    let mut days = Vec::new();
    for _ in 0..6 {
        let letter = mail.taken().await?;
        let date = letter["headers"]["date"].as_str().unwrap_or_default().to_owned();
        days.push(date.get(5..11).unwrap_or_default().to_owned());
    }
    assert_eq!(days, ["30 Sep", "30 Sep", "08 Oct", "09 Oct", "10 Oct", "12 Oct"]);
    nothing_else_is_in_the_mail(&claimant(&stage, "scjgj")?, &mailbox, &mut mail).await
}

/// From the 29th to the 12th, three hours at a time, day and night.
async fn hours_go_by(stage: &mut Stage, database: &PgPool, hook: &Peer) -> anyhow::Result<()> {
    let (mut now, mut alive) = (at("2026-09-29T10:00"), true);
    while now < at("2026-10-12T10:00") {
        now += SignedDuration::from_hours(3);
        stage.set_clock(now)?;
        let notification = stage.notification.as_mut().context("installed")?;
        if DEATHS.map(at).contains(&now) {
            notification.kill()?;
            alive = false;
        } else if STARTS.map(at).contains(&now) {
            notification.start()?;
            notification.ready().await?;
            alive = true;
        }
        if alive {
            quiet(database, now).await?;
        }
        if at("2026-10-01T00:00") <= now && now < at("2026-10-08T00:00") {
            let notices = count(database, "select count(*) from notification.notice").await?;
            assert_eq!((notices, hook.seen().len()), (3, 1 + 2), "on {}", in_county(now));
        }
    }
    Ok(())
}

/// Waits until everything is decided and every message that may leave at this hour has left.
async fn quiet(database: &PgPool, now: Timestamp) -> anyhow::Result<()> {
    decided(database, now).await?;
    let local = in_county(now);
    let open = WORKED.contains(&local.date().to_string().as_str()) && [10, 16].contains(&local.time().hour());
    until("messages to leave", async || {
        let waiting = sqlx::query_scalar(
            "select count(*) from notification.dispatch
             join notification.subscription on subscription.id = subscription_id
             where dispatch.state = 'waiting' and (channel = 'webhook' or $1)",
        );
        let waiting: i64 = waiting.bind(open).fetch_one(database).await?;
        Ok((waiting == 0).then_some(()))
    })
    .await
}

/// What would be told until the 12th at noon.
async fn foreseen(bureau: &Bureau) -> anyhow::Result<Vec<Told>> {
    let asked = SimulateRemindersRequest {
        start_time: Some(proto_instant(at("2026-09-29T00:00"))),
        end_time: Some(proto_instant(at("2026-10-12T12:00"))),
        units: Vec::new(),
    };
    let answer = bureau.reminders()?.simulate_reminders(asked).await?.into_inner();
    let line = |reminder: &SimulatedReminder| {
        let when = in_county(instant(reminder.step_time)).strftime("%m-%d %H:%M").to_string();
        let word = |name: &str, prefix: &str| name.trim_start_matches(prefix).to_lowercase();
        let level = word(reminder.level().as_str_name(), "LEVEL_");
        (when, level, word(reminder.parts[0].step().as_str_name(), "REMINDER_STEP_"))
    };
    let mut foreseen: Vec<Told> = answer.reminders.iter().map(line).collect();
    foreseen.sort();
    Ok(foreseen)
}

/// What was told, of whichever duty.
async fn told(database: &PgPool) -> anyhow::Result<Vec<Told>> {
    let mut told: Vec<Told> = sqlx::query_as(
        "select to_char(at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI'), level, step
         from notification.notice join notification.notice_duty on notice_id = notice.id",
    )
    .fetch_all(database)
    .await?;
    told.sort();
    Ok(told)
}

/// What the webhook was told, each with the day on which it was.
fn said_by_webhook(hook: &Peer) -> anyhow::Result<Vec<Told>> {
    let mut said = Vec::new();
    for body in hook.seen().iter().map(testkit::peer::Seen::json) {
        if body["type"] == "duty.reminder" {
            let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
            let on: Timestamp = text(&body["timestamp"]).parse()?;
            let day = in_county(on).strftime("%m-%d").to_string();
            said.push((day, text(&body["data"]["level"]), text(&body["data"]["parts"][0]["step"])));
        }
    }
    said.sort();
    Ok(said)
}

/// The same of a forecast: a receiver hears everything on the lowest rung, once.
fn days_of_the_unit(foreseen: &[Told]) -> Vec<Told> {
    let own = foreseen.iter().filter(|(_, level, _)| level == "handlers");
    let mut days: Vec<Told> =
        own.map(|(when, level, step)| (when[..5].to_owned(), level.clone(), step.clone())).collect();
    days.sort();
    days
}

/// A test message is the next letter.
async fn nothing_else_is_in_the_mail(
    bureau: &Bureau,
    subscription: &str,
    mail: &mut MailServer,
) -> anyhow::Result<()> {
    let test = TestSubscriptionRequest {
        request_id: request_id(),
        id: subscription.to_owned(),
        ..TestSubscriptionRequest::default()
    };
    bureau.subscriptions()?.test_subscription(test).await?;
    assert_eq!(mail.taken().await?["headers"]["subject"], "审管联动测试消息");
    Ok(())
}
