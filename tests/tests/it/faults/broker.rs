//! The broker goes away, forgets, or stands still.

use std::time::Duration;

use anyhow::Context;
use async_nats::jetstream;
use scenarios::stage::{Bureau, Stage, until};
use testkit::scale;
use tokio::time::timeout;

use super::load::{claim_many, record_many};
use crate::{
    desk::{approver, arrived, claimant, record},
    ledger::{Ledger, Tally, count},
    paper::{MEDICINE, recording},
};

/// F9: the promise of the platform. The broker is no memory.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_killed_and_wiped_under_load_loses_nothing_and_doubles_nothing() -> anyhow::Result<()> {
    let mut stage = Stage::on_own_broker("2026-10-08T09:00:00+08:00").await?;
    let (office, zjj) = (approver(&stage)?, claimant(&stage, "zjj")?);
    let ledger = Ledger::open(&stage);
    let (recorded, ()) =
        futures::try_join!(record_while_wiping(&mut stage, &office, &ledger), claim_many(&zjj, 150))?;
    let tally = ledger.prove().await?;
    assert_eq!(tally, Tally { decisions: 150, pushes: 150, deliveries: 450, claimed: 150 });
    ledger.has_decisions(&recorded).await
}

/// Three rounds of fifty decisions: the broker is wiped in the middle of each, and comes back empty at its end.
pub(super) async fn record_while_wiping(
    stage: &mut Stage,
    office: &Bureau,
    ledger: &Ledger,
) -> anyhow::Result<Vec<String>> {
    let mut recorded = Vec::new();
    for first in [0, 50, 100] {
        let wipe = async {
            until("some to be recorded", async || {
                let decisions = count(&ledger.approval, "select count(*) from approval.decision").await?;
                Ok((usize::try_from(decisions)? > first + 20).then_some(()))
            })
            .await?;
            Ok(stage.nats()?.wipe()?)
        };
        recorded.extend(futures::try_join!(record_many(office, first..first + 50), wipe)?.0);
        stage.nats()?.restart()?;
    }
    Ok(recorded)
}

/// F8: a bureau does not notice, apart from the wait.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_succeed_while_the_broker_stands_still() -> anyhow::Result<()> {
    let mut stage = Stage::on_own_broker("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let before = record(&office, recording(MEDICINE, "before")).await?;
    let delivery = arrived(&scjgj, &before.push_id).await?;
    stage.nats()?.pause()?;
    let calls = scale(20, 600);
    for number in 0..calls {
        let call = record(&office, recording(MEDICINE, &number.to_string()));
        timeout(Duration::from_secs(5), call).await.context("a call waited for the broker")??;
    }
    timeout(Duration::from_secs(5), crate::desk::claim(&scjgj, &delivery.id)).await??;
    let ledger = Ledger::open(&stage);
    let all = i64::try_from(calls + 1)?;
    assert!(ledger.pending().await? >= all, "nothing gets through");
    stage.nats()?.resume()?;
    let tally = ledger.prove().await?;
    assert_eq!(tally, Tally { decisions: all, pushes: all, deliveries: all, claimed: 1 });
    Ok(())
}

/// F14: by hand or by mistake; each is made anew by the service that owns it.
#[tokio::test]
async fn a_deleted_consumer_and_a_deleted_stream_are_made_anew_and_a_purge_is_refused() -> anyhow::Result<()>
{
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let broker = jetstream::new(async_nats::connect(&stage.ground.nats).await?);
    let streams = ["APPROVAL", "SUPERVISION"].map(|name| format!("SHENGUAN_{}_{name}", stage.ground.county));
    record(&office, recording(MEDICINE, "0")).await?;
    assert!(broker.get_stream(&streams[0]).await?.purge().await.is_err(), "not even an operator empties it");

    broker.delete_consumer_from_stream("supervision_from_approval", &streams[0]).await?;
    let decision = record(&office, recording(MEDICINE, "1")).await?;
    arrived(&scjgj, &decision.push_id).await?;
    for stream in streams {
        broker.delete_stream(&stream).await?;
    }
    let decision = record(&office, recording(MEDICINE, "2")).await?;
    let delivery = arrived(&scjgj, &decision.push_id).await?;
    crate::desk::claim(&scjgj, &delivery.id).await?;
    let tally = Ledger::open(&stage).prove().await?;
    assert_eq!(tally, Tally { decisions: 3, pushes: 3, deliveries: 3, claimed: 1 });
    Ok(())
}
