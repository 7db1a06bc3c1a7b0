//! Services that die in the middle of their work.

use scenarios::stage::{Program, Stage, until};
use sqlx::PgPool;
use testkit::scale;

use super::load::{claim_many, import_month, record_many};
use crate::{
    desk::{approver, claimant},
    ledger::{Ledger, Tally, count},
};

/// F5: both are killed (`kill -9`) whenever they got on a little, under load and at whatever step they are; `steps.rs` aims
/// at each step.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_killed_again_and_again_lose_nothing_and_double_nothing() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-11-02T09:00:00+08:00").await?;
    let (office, zjj) = (approver(&stage)?, claimant(&stage, "zjj")?);
    let ledger = Ledger::open(&stage);
    let Stage { approval, supervision, .. } = &mut stage;
    let decisions = "select count(*) from approval.decision";
    let deliveries = "select count(*) from exchange.delivery";
    let (deaths, more) = (scale(5, 50), scale(0, 1500));
    let work = async {
        let summary = import_month(&office).await?;
        record_many(&office, 0..more).await?;
        Ok(summary)
    };
    let (summary, (), (), ()) = futures::try_join!(
        work,
        claim_many(&zjj, 20 + more),
        kill_again_and_again(approval, deaths, &ledger.approval, (decisions, 600 + more)),
        kill_again_and_again(supervision, deaths, &ledger.supervision, (deliveries, 913 + 3 * more)),
    )?;
    assert_eq!((summary.rows, summary.accepted, summary.duplicates), (600, 600, 0));
    let tally = ledger.prove().await?;
    let (claimed, more) = (tally.claimed, i64::try_from(more)?);
    assert!(claimed >= 20 + more, "{tally:?}");
    assert_eq!(
        tally,
        Tally { decisions: 600 + more, pushes: 600 + more, deliveries: 913 + 3 * more, claimed }
    );
    Ok(())
}

/// Kills the service as soon as there is something new in its database, or everything.
async fn kill_again_and_again(
    program: &mut Program,
    deaths: usize,
    database: &PgPool,
    (progress, all): (&'static str, usize),
) -> anyhow::Result<()> {
    let all = i64::try_from(all)?;
    for _ in 0..deaths {
        let before = count(database, progress).await?;
        until("some progress", async || {
            let now = count(database, progress).await?;
            Ok((now > before || now >= all).then_some(()))
        })
        .await?;
        program.kill()?;
        program.start()?;
        program.ready().await?;
    }
    Ok(())
}
