//! A bureau's system that listens.

use std::time::Duration;

use anyhow::Context;
use proto::exchange::v1::{DeliveryState, WatchDeliveriesRequest, WatchDeliveriesResponse};
use scenarios::stage::{Bureau, Stage};
use tonic::Streaming;

use crate::{
    answers::reason,
    desk::{approver, arrived, claim, claimant, record},
    ledger::Ledger,
    paper::{MEDICINE, recording},
};

#[tokio::test]
async fn a_watch_resumes_from_its_cursor_after_a_restart_and_says_that_it_is_alive() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    stage.supervision.end().await?;
    stage.supervision.set("SHENGUAN__SUPERVISION__HEARTBEAT_SECONDS", "1");
    stage.supervision.start()?;
    stage.supervision.ready().await?;
    let (office, bureau) = (approver(&stage)?, claimant(&stage, "scjgj")?);

    let mut watch = watch(&bureau, "").await?;
    let first = record(&office, recording(MEDICINE, "1")).await?;
    let seen = next_change(&mut watch).await?;
    assert_eq!(pushed(&seen), first.push_id);
    let heartbeat = next(&mut watch).await?;
    assert_eq!(heartbeat.delivery, None, "nothing happens, and it says so");

    stage.supervision.end().await?;
    while let Ok(Some(last_word)) = watch.message().await {
        assert_eq!(last_word.delivery, None, "nothing happened");
    }
    let while_away = [
        record(&office, recording(MEDICINE, "2")).await?.push_id,
        record(&office, recording(MEDICINE, "3")).await?.push_id,
    ];
    stage.supervision.start()?;
    stage.supervision.ready().await?;

    let bureau = claimant(&stage, "scjgj")?;
    let mut watch = self::watch(&bureau, &heartbeat.cursor).await?;
    let mut seen = [pushed(&next_change(&mut watch).await?), pushed(&next_change(&mut watch).await?)];
    seen.sort();
    assert_eq!(seen, while_away, "what it missed, and not again what it knew");
    let delivery = arrived(&bureau, &while_away[0]).await?;
    claim(&bureau, &delivery.id).await?;
    let change = next_change(&mut watch).await?.delivery.unwrap_or_default();
    assert_eq!((change.id, change.state), (delivery.id, DeliveryState::Claimed.into()));
    drop(watch);
    Ledger::open(&stage).prove().await?;
    Ok(())
}

/// A cursor from beyond what the database has lived through: it was restored from a backup that is older.
#[tokio::test]
async fn a_cursor_that_lies_ahead_of_the_database_is_refused_instead_of_going_deaf() -> anyhow::Result<()> {
    let stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let mut watch = watch(&claimant(&stage, "scjgj")?, "9000000000000-1").await?;
    assert_eq!(reason(&watch.message().await.unwrap_err()), "CURSOR_INVALID");
    Ok(())
}

async fn watch(bureau: &Bureau, cursor: &str) -> anyhow::Result<Streaming<WatchDeliveriesResponse>> {
    let request = WatchDeliveriesRequest { cursor: cursor.to_owned() };
    Ok(bureau.deliveries().watch_deliveries(request).await?.into_inner())
}

/// The next change, heartbeats aside.
async fn next_change(
    watch: &mut Streaming<WatchDeliveriesResponse>,
) -> anyhow::Result<WatchDeliveriesResponse> {
    loop {
        let word = next(watch).await?;
        if word.delivery.is_some() {
            return Ok(word);
        }
    }
}

async fn next(watch: &mut Streaming<WatchDeliveriesResponse>) -> anyhow::Result<WatchDeliveriesResponse> {
    let word = tokio::time::timeout(Duration::from_secs(30), watch.message()).await.context("silence")?;
    word?.context("the watch ended")
}

fn pushed(word: &WatchDeliveriesResponse) -> String {
    let push = word.delivery.as_ref().and_then(|delivery| delivery.push.as_ref());
    push.map(|push| push.id.clone()).unwrap_or_default()
}
