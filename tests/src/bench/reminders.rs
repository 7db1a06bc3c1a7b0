//! Very many duties come due at one instant, in a ledger of very many: how late are they told?

use std::time::{Duration, Instant};

use anyhow::Context;
use jiff::{Timestamp, civil::date};
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::time::{MissedTickBehavior, interval};

use super::{
    figure::Figure,
    fill,
    percentiles::{milliseconds, percentile},
};
use crate::stage::{Program, Stage, until};

/// The day before, and the instant of the morning's digest.
const BEFORE: &str = "2026-10-19T17:00:00+08:00";
const DIGEST: &str = "2026-10-20T08:30:00+08:00";

/// Fills a ledger with so many open duties, of which so many are due today, lets the morning come for two processes, and measures
/// how long after it each is told. The floor is the database's own: the same rows written by one statement each.
pub async fn reminders(duties: i64, due: i64) -> anyhow::Result<Vec<Figure>> {
    let mut stage = Stage::with_notification(BEFORE).await?;
    let name = stage.ground.databases.last().context("no ledger")?.clone();
    let options = stage.ground.postgres.clone().database(&name);
    stage.notification.as_mut().context("no ledger")?.end().await?;
    fill::duties(options.clone(), due, date(2026, 10, 19), 1).await?;
    fill::duties(options.clone(), duties - due, date(2026, 10, 20), 30).await?;
    let database = PgPoolOptions::new().max_connections(2).connect_with(options).await?;
    plan(&database).await?;
    let floor = floor(&database, due).await?;

    let mut other = stage.replica("notification")?;
    let one = stage.notification.as_mut().context("no ledger")?;
    for program in [&mut *one, &mut other] {
        program.start()?;
        program.ready().await?;
    }
    let before = memory(&[one, &other])?;
    stage.ground.set_clock(DIGEST.parse()?)?;
    let told = told(&database, due).await?;
    let one = stage.notification.as_ref().context("no ledger")?;
    until("every duty to be decided", async || Ok((undecided(&database).await? == 0).then_some(()))).await?;
    let after = memory(&[one, &other])?;
    let at = |share: f64| milliseconds(told[percentile(told.len(), share)]) / 1000.0;
    Ok(vec![
        Figure::new("floor: the same rows by one statement each, s", floor).over(floor),
        Figure::new("half of them told after, s", at(0.5)).over(floor),
        Figure::new("99 of 100 told after, s", at(0.99)).over(floor),
        Figure::new("all told after, s", at(1.0)).over(floor),
        Figure::new("memory of a process before, MiB", before),
        Figure::new("memory of a process after, MiB", after).over(before),
    ])
}

/// As if each duty had been looked at when it was opened: the next step of all is the morning of its last day.
async fn plan(database: &PgPool) -> anyhow::Result<()> {
    sqlx::query(
        "update notification.reminder set next_at = due_at - interval '15 hours 30 minutes'
         from notification.duty where duty.id = duty_id",
    )
    .execute(database)
    .await?;
    sqlx::query("vacuum (full, analyze) notification.reminder").execute(database).await?;
    Ok(())
}

/// Seconds that the database needs to write what is written about them at least: who was told of which, and when next.
async fn floor(database: &PgPool, due: i64) -> anyhow::Result<f64> {
    let mut tx = database::begin(database).await?;
    sqlx::raw_sql(
        "create table public.told (like notification.notice_duty including all);
         create table public.next (like notification.reminder including all);
         insert into public.next select * from notification.reminder;",
    )
    .execute(&mut *tx)
    .await?;
    let begun = Instant::now();
    sqlx::query(
        "insert into public.told (notice_id, duty_id, step)
         select gen_random_uuid(), duty_id, 'due_today' from public.next order by next_at limit $1",
    )
    .bind(due)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "update public.next set next_at = next_at + interval '7 hours', taken_at = next_at
         where duty_id in (select duty_id from public.next order by next_at limit $1)",
    )
    .bind(due)
    .execute(&mut *tx)
    .await?;
    let took = begun.elapsed();
    tx.rollback().await?;
    Ok(took.as_secs_f64())
}

/// For each duty, how long after the instant it was told; looked at every 20 milliseconds.
async fn told(database: &PgPool, due: i64) -> anyhow::Result<Vec<Duration>> {
    let begun = Instant::now();
    let mut pace = interval(Duration::from_millis(20));
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let due = usize::try_from(due)?;
    let mut told = Vec::with_capacity(due);
    while told.len() < due {
        pace.tick().await;
        let open = usize::try_from(undecided(database).await?)?;
        told.resize(told.len().max(due.saturating_sub(open)), begun.elapsed());
    }
    Ok(told)
}

async fn undecided(database: &PgPool) -> anyhow::Result<i64> {
    let now: Timestamp = DIGEST.parse()?;
    let open = sqlx::query_scalar("select count(*) from notification.reminder where next_at <= $1");
    Ok(open.bind(jiff_sqlx::Timestamp::from(now)).fetch_one(database).await?)
}

/// Memory of the larger process, in MiB.
fn memory(programs: &[&Program]) -> anyhow::Result<f64> {
    let mut most: f64 = 0.0;
    for program in programs {
        most = most.max(program.memory()?);
    }
    Ok(most)
}
