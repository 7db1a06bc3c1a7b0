//! Very many duties come due, at one instant or within a minute, in a ledger of very many: how late are they told?

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use anyhow::Context;
use jiff::{SignedDuration, Timestamp, civil::date};
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::time::{MissedTickBehavior, interval};

use super::{
    figure::Figure,
    fill,
    percentiles::{milliseconds, percentile},
};
use crate::stage::{Program, Stage};

/// The day before, and the instant of the morning's digest.
const BEFORE: &str = "2026-10-19T17:00:00+08:00";
const DIGEST: &str = "2026-10-20T08:30:00+08:00";

/// Into how many instants the time is cut over which duties come due.
const INSTANTS: i32 = 600;

/// Fills a ledger with so many open duties, of which so many are due today and come to their step spread evenly over so many
/// seconds; lets the morning come for two processes, and measures how long after its own instant each is told. The floor is the
/// database's own: the same rows written by one statement each.
pub async fn reminders(duties: i64, due: i64, within: u32) -> anyhow::Result<Vec<Figure>> {
    let mut stage = Stage::with_notification(BEFORE).await?;
    let name = stage.ground.databases.last().context("no ledger")?.clone();
    let options = stage.ground.postgres.clone().database(&name);
    stage.notification.as_mut().context("no ledger")?.end().await?;
    fill::duties(options.clone(), due, date(2026, 10, 19), 1).await?;
    fill::duties(options.clone(), duties - due, date(2026, 10, 20), 30).await?;
    let database = PgPoolOptions::new().max_connections(2).connect_with(options).await?;
    plan(&database, within).await?;
    let floor = floor(&database, due).await?;

    let mut other = stage.replica("notification")?;
    let one = stage.notification.as_mut().context("no ledger")?;
    for program in [&mut *one, &mut other] {
        program.start()?;
        program.ready().await?;
    }
    let before = memory(&[one, &other])?;
    let told = told(&database, &stage, within).await?;
    let one = stage.notification.as_ref().context("no ledger")?;
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

/// As if each duty had been looked at when it was opened: the next step of all is the morning of its last day, or up to `within`
/// seconds later.
async fn plan(database: &PgPool, within: u32) -> anyhow::Result<()> {
    sqlx::query(
        "update notification.reminder
         set next_at = due_at - interval '15 hours 30 minutes' + floor(random() * $1) * $2 * interval '1 second' / $1
         from notification.duty where duty.id = duty_id",
    )
    .bind(INSTANTS)
    .bind(f64::from(within))
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

/// How long after its own instant each was told, from the shortest; the clock runs, and is looked at every 20 milliseconds.
async fn told(database: &PgPool, stage: &Stage, within: u32) -> anyhow::Result<Vec<Duration>> {
    let digest: Timestamp = DIGEST.parse()?;
    let last = digest + SignedDuration::from_secs(i64::from(within));
    let mut open = waiting(database, last).await?;
    let begun = Instant::now();
    let mut pace = interval(Duration::from_millis(20));
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told = Vec::new();
    while !open.is_empty() {
        pace.tick().await;
        stage.set_clock(last.min(digest + SignedDuration::try_from(begun.elapsed())?))?;
        let left = waiting(database, last).await?;
        let now = digest + SignedDuration::try_from(begun.elapsed())?;
        for (at, before) in &open {
            let gone = before - left.get(at).copied().unwrap_or_default();
            let late = Duration::try_from(now.duration_since(*at)).unwrap_or_default();
            told.extend(vec![late; usize::try_from(gone)?]);
        }
        open = left;
    }
    told.sort_unstable();
    Ok(told)
}

/// How many duties wait for which instant.
async fn waiting(database: &PgPool, last: Timestamp) -> anyhow::Result<BTreeMap<Timestamp, i64>> {
    let rows: Vec<(jiff_sqlx::Timestamp, i64)> = sqlx::query_as(
        "select next_at, count(*) from notification.reminder where next_at <= $1 group by next_at",
    )
    .bind(jiff_sqlx::Timestamp::from(last))
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|(at, count)| (at.to_jiff(), count)).collect())
}

/// Memory of the larger process, in MiB.
fn memory(programs: &[&Program]) -> anyhow::Result<f64> {
    let mut most: f64 = 0.0;
    for program in programs {
        most = most.max(program.memory()?);
    }
    Ok(most)
}
