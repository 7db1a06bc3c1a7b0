//! Processes of notification that die while they decide and send.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use ids::Uuid;
use jiff::{Timestamp, civil::date};
use scenarios::{
    bench::fill,
    stage::{Ground, Program, Stage, until},
};
use sqlx::PgPool;
use testkit::peer::{Peer, status};

use crate::{
    desk::{at, claimant},
    ledger::{Ledger, count},
    receivers::{decided, nothing_waits, subscribe_webhook, undecided},
};

/// Duties that are due on the 9th, of every unit.
const DUTIES: i64 = 4000;
/// Who is told of each of them, in the two steps of that day.
const RUNGS: i64 = 3;
/// The steps of that day: a receiver hears of each once, on the lowest rung.
const STEPS: usize = 2;
/// Units that listen.
const LISTENERS: [&str; 3] = ["scjgj", "zjj", "yjj"];

/// F31: three processes on one database, each killed in its turn in the middle of somebody's transaction, again and again. Whoever
/// owes a duty relies on being told of it, and once; a bureau's system relies on knowing a message again by its id.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn three_replicas_killed_in_turn_tell_each_duty_once_a_rung_and_lose_no_message() -> anyhow::Result<()>
{
    let mut stage = Stage::with_notification("2026-10-08T09:00:00+08:00").await?;
    let database = Ledger::open(&stage).notification.context("installed")?;
    let mut hooks = Vec::new();
    for unit in LISTENERS {
        let hook = Peer::plain(|_| status(204)).await?;
        subscribe_webhook(&claimant(&stage, unit)?, &hook).await?;
        hooks.push(hook);
    }
    let mut others = [stage.replica("notification")?, stage.replica("notification")?];
    for replica in &mut others {
        replica.start()?;
        replica.ready().await?;
    }
    let name = stage.ground.databases.last().context("installed")?.clone();
    fill::duties(stage.ground.postgres.clone().database(&name), DUTIES, date(2026, 10, 8), 1).await?;
    decided(&database, at("2026-10-08T09:00")).await?;

    build_gate(&database).await?;
    let Stage { ground, notification, .. } = &mut stage;
    let mut replicas: Vec<&mut Program> = notification.iter_mut().chain(&mut others).collect();
    let mut deaths = 0;
    for step in ["2026-10-09T08:30", "2026-10-09T15:30"] {
        deaths += kill_in_turn(&mut replicas, ground, &database, at(step)).await?;
        everything_has_left(&database).await?;
    }
    assert!(deaths >= 6, "killed {deaths} times only: nobody stood in the middle of anything");
    every_duty_was_told_once_a_rung(&database).await?;
    every_message_arrived_under_one_id(&database, &hooks).await
}

/// From now on every 400th row that says of a duty that it was told stands still while the gate is closed, in the middle of its
/// transaction. The sequence counts what is not committed, too.
async fn build_gate(database: &PgPool) -> anyhow::Result<()> {
    sqlx::raw_sql(
        "create schema gate;
         grant usage on schema gate to public;
         create sequence gate.told;
         grant usage on sequence gate.told to public;
         create function gate.pass() returns trigger language plpgsql set lock_timeout = 0 as $$
         begin
             if nextval('gate.told') % 400 = 0 then
                 perform pg_advisory_xact_lock_shared(7);
             end if;
             return new;
         end $$;
         create trigger gate before insert on notification.notice_duty
             for each row execute function gate.pass()",
    )
    .execute(database)
    .await?;
    Ok(())
}

/// Closes the gate as soon as whoever passed it has committed, or was rolled back. Its end opens it.
async fn close_gate(database: &PgPool) -> anyhow::Result<database::Tx> {
    let mut gate = database::begin(database).await?;
    sqlx::raw_sql("select pg_advisory_xact_lock(7)").execute(&mut *gate).await?;
    Ok(gate)
}

/// The step's time comes. Whenever somebody stands at the gate, the next in turn is killed and started again; then the one at the
/// gate goes on, unless it is the dead one. Gives how many were killed until everything was decided.
async fn kill_in_turn(
    replicas: &mut [&mut Program],
    ground: &Ground,
    database: &PgPool,
    now: Timestamp,
) -> anyhow::Result<usize> {
    let mut gate = close_gate(database).await?;
    ground.set_clock(now)?;
    let mut deaths = 0;
    while somebody_stands(database, now).await? {
        let next = deaths % replicas.len();
        let victim = &mut *replicas[next];
        victim.kill()?;
        victim.start()?;
        victim.ready().await?;
        deaths += 1;
        gate.rollback().await?;
        gate = close_gate(database).await?;
    }
    gate.rollback().await?;
    Ok(deaths)
}

/// Waits until somebody stands at the gate, or nothing is left to decide.
async fn somebody_stands(database: &PgPool, now: Timestamp) -> anyhow::Result<bool> {
    until("somebody to stand at the gate, or nothing to be left", async || {
        let standing = "select count(*) from pg_locks
            where locktype = 'advisory' and classid = 0 and objid = 7 and not granted
                and database = (select oid from pg_database where datname = current_database())";
        if count(database, standing).await? > 0 {
            return Ok(Some(true));
        }
        Ok((undecided(database, now).await? == 0).then_some(false))
    })
    .await
}

async fn every_duty_was_told_once_a_rung(database: &PgPool) -> anyhow::Result<()> {
    let duties = count(database, "select count(*) from notification.duty").await?;
    let told = count(database, "select count(*) from notification.notice_duty").await?;
    assert_eq!((duties, told), (DUTIES, DUTIES * RUNGS));
    let otherwise = count(
        database,
        "with rung (level, step, at) as (values
             ('handlers', 'due_today', '2026-10-09 08:30+08'::timestamptz),
             ('handlers', 'due_soon', '2026-10-09 15:30+08'),
             ('liaison', 'due_soon', '2026-10-09 15:30+08'))
         select count(*) from notification.duty cross join rung
         where 1 <> (
             select count(*) from notification.notice_duty join notification.notice on notice.id = notice_id
             where duty_id = duty.id and notice.unit = duty.owed_by
                 and (notice.level, notice_duty.step, notice.at) = (rung.level, rung.step, rung.at))",
    );
    assert_eq!(otherwise.await?, 0, "a duty that was not told, or told twice");
    let twice = count(
        database,
        "select count(*) from (
             select from notification.notice_duty join notification.notice on notice.id = notice_id
             group by duty_id, step, level having count(*) > 1) doubled",
    );
    assert_eq!(twice.await?, 0, "a duty stands under two notices of one step and rung");
    Ok(())
}

/// Before the next step: what is said later is only what is true then. The leases of the dead end at once, without the wait.
async fn everything_has_left(database: &PgPool) -> anyhow::Result<()> {
    sqlx::query("update notification.dispatch set next_at = clock_timestamp() where state = 'waiting'")
        .execute(database)
        .await?;
    nothing_waits(database).await
}

async fn every_message_arrived_under_one_id(database: &PgPool, hooks: &[Peer]) -> anyhow::Result<()> {
    let accepted: Vec<Uuid> =
        sqlx::query_scalar("select id from notification.dispatch where state = 'accepted'")
            .fetch_all(database)
            .await?;
    // A step may be told in several rounds, where the decision about it took long.
    let told = "select count(*) from notification.notice
        where level = 'handlers' and unit in (select unit from notification.subscription)";
    let told = usize::try_from(count(database, told).await?)?;
    assert!(told >= hooks.len() * STEPS, "each hears of each step");
    let expected = hooks.len() + told;
    assert_eq!(accepted.len(), expected, "to each a code, and one message of each notice");
    assert_eq!(
        count(database, "select count(*) from notification.dispatch").await?,
        i64::try_from(expected)?
    );

    let (mut came, mut ids_of) = (BTreeSet::new(), BTreeMap::<String, BTreeSet<String>>::new());
    for seen in hooks.iter().flat_map(Peer::seen) {
        let id = seen.header("webhook-id").to_owned();
        if let Some(notice) = seen.json()["data"]["notice"].as_str() {
            ids_of.entry(notice.to_owned()).or_default().insert(id.clone());
        }
        came.insert(id);
    }
    let accepted: BTreeSet<String> = accepted.iter().map(ToString::to_string).collect();
    assert_eq!(came, accepted, "what came is what the delivery log says, under its ids");
    assert_eq!(ids_of.len(), expected - hooks.len(), "every notice came");
    assert!(ids_of.values().all(|ids| ids.len() == 1), "a notice came under two ids: {ids_of:?}");
    Ok(())
}
