//! Callers that go away in the middle of a call.

use std::time::Duration;

use futures::{StreamExt, stream};
use proto::exchange::v1::DeliveryState;
use rand::Rng;
use scenarios::stage::{Stage, until};
use testkit::scale;
use tokio::time::timeout;

use crate::{
    desk::{approver, at_last, claimant, claiming, record_at_last},
    ledger::{Ledger, Tally, count},
    paper::{MEDICINE, recording},
};

/// F24: whatever the caller saw, the repeat under the same id has the one effect and the pool is sound.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_cancelled_at_any_moment_have_one_effect_and_poison_no_connection() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let (office, scjgj) = (&office, &scjgj);
    let calls = scale(250, 2500);
    let records: Vec<_> = (0..calls).map(|number| recording(MEDICINE, &number.to_string())).collect();
    stream::iter(records.clone())
        .for_each_concurrent(8, async |request| {
            let _cancelled = timeout(moment(), office.decisions().record_decision(request)).await;
        })
        .await;
    let repeated = stream::iter(records).map(|request| record_at_last(office, request)).buffer_unordered(8);
    let recorded: Vec<_> = repeated.collect::<Vec<_>>().await.into_iter().collect::<anyhow::Result<_>>()?;

    let open = until("everything to arrive", async || {
        let open = scjgj.all_deliveries(&[DeliveryState::Delivered]).await?;
        Ok((open.len() == calls).then_some(open))
    })
    .await?;
    let claims: Vec<_> = open.iter().map(|delivery| claiming(&delivery.id)).collect();
    stream::iter(claims.clone())
        .for_each_concurrent(8, async |request| {
            let _cancelled = timeout(moment(), scjgj.deliveries().claim_delivery(request)).await;
        })
        .await;
    for request in claims {
        at_last("a claim", async || scjgj.deliveries().claim_delivery(request.clone()).await).await?;
    }

    let ledger = Ledger::open(&stage);
    let all = i64::try_from(calls)?;
    let tally = ledger.prove().await?;
    assert_eq!(tally, Tally { decisions: all, pushes: all, deliveries: all, claimed: all });
    ledger.has_decisions(&recorded.into_iter().map(|decision| decision.id).collect::<Vec<_>>()).await?;
    until("no connection to keep a transaction open", async || {
        let open = "select count(*) from pg_stat_activity
                    where datname = current_database() and state like 'idle in transaction%'";
        let open = count(&ledger.approval, open).await? + count(&ledger.supervision, open).await?;
        Ok((open == 0).then_some(()))
    })
    .await
}

fn moment() -> Duration {
    Duration::from_micros(rand::rng().random_range(0..20_000))
}
