//! A PostgreSQL server that is gone without a word, as at a failover: no connection is refused or reset, none answers.

use scenarios::stage::{Stage, until};
use sqlx::postgres::PgConnectOptions;

use super::wire::Wire;
use crate::{
    desk::{approver, arrived, claim, claimant, record, record_at_last},
    ledger::{Ledger, Tally, count},
    paper::{MEDICINE, recording},
};

/// New connections reach the server that took over; whatever was under way on the old ones is given up and done again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_went_dead_without_a_word_are_given_up_and_nothing_is_lost() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let wire = Wire::to(&host(&stage.ground.postgres)).await?;
    let databases = stage.ground.databases.clone();
    for ((name, program), database) in stage.programs().into_iter().zip(databases) {
        for (key, role) in [("RPC_URL", "rpc"), ("SYSTEM_URL", "system")] {
            let url = format!("postgres://{name}_{role}@{}/{database}", wire.address);
            program.set(&format!("SHENGUAN__DATABASE__{key}"), &url);
        }
        program.end().await?;
        program.start()?;
        program.ready().await?;
    }
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let before = record(&office, recording(MEDICINE, "1")).await?;
    let delivery = arrived(&scjgj, &before.push_id).await?;

    // The relay and a call are in the middle of their transactions then.
    let ledger = Ledger::open(&stage);
    let mut lock = ledger.approval.acquire().await?;
    sqlx::raw_sql("begin; lock table mailbox.todo").execute(&mut *lock).await?;
    let cut = async {
        until("both to be held up", async || {
            let held_up = "select count(distinct usename) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'";
            Ok((count(&ledger.approval, held_up).await? == 2).then_some(()))
        })
        .await?;
        wire.fall_silent();
        anyhow::Ok(sqlx::raw_sql("rollback").execute(&mut *lock).await?)
    };
    let (after, _) = futures::try_join!(record_at_last(&office, recording(MEDICINE, "2")), cut)?;
    arrived(&scjgj, &after.push_id).await?;
    until("a claim", async || Ok(claim(&scjgj, &delivery.id).await.map(Some)?)).await?;
    let tally = ledger.prove().await?;
    assert_eq!(tally, Tally { decisions: 2, pushes: 2, deliveries: 2, claimed: 1 });
    Ok(())
}

fn host(server: &PgConnectOptions) -> String {
    format!("{}:{}", server.get_host(), server.get_port())
}
