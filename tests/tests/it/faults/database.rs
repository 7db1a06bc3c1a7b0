//! Connections to PostgreSQL that break.

use std::time::Duration;

use scenarios::stage::Stage;
use sqlx::PgPool;
use tokio::time::interval;

use super::load::{claim_many, import_month, record_many};
use crate::{
    desk::{approver, claimant},
    ledger::{Ledger, Tally, count},
};

/// F23: every connection of both services is cut several times a second while they work.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_cut_during_an_import_lose_nothing_and_no_ok_was_wrong() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-11-02T09:00:00+08:00").await?;
    let (office, zjj) = (approver(&stage)?, claimant(&stage, "zjj")?);
    let ledger = Ledger::open(&stage);
    let databases = [&ledger.approval, &ledger.supervision];
    let (summary, recorded, (), ()) = futures::try_join!(
        import_month(&office),
        record_many(&office, 0..40),
        claim_many(&zjj, 20),
        cut_connections(&databases),
    )?;
    assert_eq!((summary.rows, summary.accepted, summary.duplicates), (600, 600, 0));
    let tally = ledger.prove().await?;
    assert_eq!(tally, Tally { decisions: 640, pushes: 640, deliveries: 913 + 120, claimed: tally.claimed });
    ledger.has_decisions(&recorded).await
}

async fn cut_connections(databases: &[&PgPool]) -> anyhow::Result<()> {
    let mut pace = interval(Duration::from_millis(300));
    let mut cut = 0;
    for _ in 0..15 {
        pace.tick().await;
        for database in databases {
            cut += count(
                database,
                "select count(*) filter (where pg_terminate_backend(pid)) from pg_stat_activity
                 where datname = current_database() and usename <> current_user",
            )
            .await?;
        }
    }
    anyhow::ensure!(cut > 30, "only {cut} connections were cut");
    Ok(())
}
