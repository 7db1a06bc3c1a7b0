//! Services that die in the middle of their work.

use scenarios::stage::{Program, Stage, until};
use sqlx::PgPool;

use super::load::{claim_many, import_month};
use crate::{
    desk::{approver, claimant},
    ledger::{Ledger, Tally, count},
};

/// How often each of the two services is killed.
const DEATHS: usize = 5;

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
    let (summary, (), (), ()) = futures::try_join!(
        import_month(&office),
        claim_many(&zjj, 20),
        kill_again_and_again(approval, &ledger.approval, decisions),
        kill_again_and_again(supervision, &ledger.supervision, deliveries),
    )?;
    assert_eq!((summary.rows, summary.accepted, summary.duplicates), (600, 600, 0));
    let tally = ledger.prove().await?;
    assert!(tally.claimed >= 20, "{tally:?}");
    assert_eq!(tally, Tally { decisions: 600, pushes: 600, deliveries: 913, claimed: tally.claimed });
    Ok(())
}

/// Kills the service as soon as there is something new in its database.
async fn kill_again_and_again(
    program: &mut Program,
    database: &PgPool,
    progress: &'static str,
) -> anyhow::Result<()> {
    for _ in 0..DEATHS {
        let before = count(database, progress).await?;
        until("some progress", async || {
            let now = count(database, progress).await?;
            Ok((now > before || now >= 600).then_some(()))
        })
        .await?;
        program.kill()?;
        program.start()?;
        program.ready().await?;
    }
    Ok(())
}
