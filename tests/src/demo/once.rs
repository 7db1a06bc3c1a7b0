//! A publicity file once: imported, delivered, every second delivery claimed, every claim back at the sender.

use std::{fs, path::Path, time::Instant};

use anyhow::{Context, bail, ensure};
use client::import;
use jiff::Timestamp;
use proto::{
    approval::v1::{ImportHeader, ImportSummary},
    exchange::v1::DeliveryState,
};
use serde::Serialize;

use super::{Playhouse, SENDER, claim::claim, interruption::Interruption, sent::Sent};
use crate::stage::{Bureau, Stage, sample_units, until};

/// What became of the file: the last line of the output.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Outcome {
    /// Rows in the file.
    pub rows: i32,
    /// Rows recorded, unrouted ones among them.
    pub accepted: i32,
    /// Rows recorded before.
    pub duplicates: i32,
    /// Rows refused.
    pub rejected: i32,
    /// Accepted rows that wait to be routed by hand.
    pub unrouted: i32,
    /// Deliveries made.
    pub deliveries: i32,
    /// Deliveries that the receiving database has.
    pub receipted: i32,
    /// Deliveries that were claimed.
    pub claimed: i32,
    /// Claims that the sender knows of.
    pub claims_back: i32,
    /// Pushes that were accepted after their deadline.
    pub late_pushes: i32,
    /// How long it took from the import to the last claim back.
    pub seconds: f64,
}

/// Runs the file through a platform of its own whose clock stands at `at`. Fails when a delivery was lost or doubled, or when it is told
/// to end: then nothing is left either.
pub async fn once(file: &Path, at: Timestamp) -> anyhow::Result<Outcome> {
    let mut interruption = Interruption::listen()?;
    let play = async {
        let playhouse = Playhouse::build(at, None).await?;
        run(&playhouse.stage, file).await
    };
    tokio::select! {
        biased;
        () = interruption.comes() => bail!("interrupted"),
        outcome = play => outcome,
    }
}

/// Runs the file through a stage.
async fn run(stage: &Stage, file: &Path) -> anyhow::Result<Outcome> {
    let begun = Instant::now();
    let sender = stage.bureau(SENDER, Some("xzspj-01"))?;
    let summary = import_file(&sender, file).await?;
    let made = summary.deliveries;

    let sent = until("every delivery to be receipted", async || {
        let sent = Sent::read(&sender, None).await?;
        Ok((sent.received == made).then_some(sent))
    })
    .await?;
    ensure!(sent.recipients == made, "{made} deliveries were made, the sender knows of {}", sent.recipients);
    let claimed = claim_every_second(stage, made).await?;
    let back = until("every claim to be back at the sender", async || {
        let sent = Sent::read(&sender, None).await?;
        Ok((sent.claimed == claimed).then_some(sent))
    })
    .await?;

    Ok(Outcome {
        rows: summary.rows,
        accepted: summary.accepted,
        duplicates: summary.duplicates,
        rejected: summary.rejected,
        unrouted: summary.unrouted,
        deliveries: made,
        receipted: back.received,
        claimed,
        claims_back: back.claimed,
        late_pushes: back.late,
        seconds: begun.elapsed().as_secs_f64(),
    })
}

async fn import_file(sender: &Bureau, file: &Path) -> anyhow::Result<ImportSummary> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let header = ImportHeader {
        file_name: name,
        request_id: ids::RequestId::generate().0.to_string(),
        ..ImportHeader::default()
    };
    let imported = import::run(sender.approval(), header, bytes.into(), |_| {}).await;
    let imported = imported.map_err(|cut| cut.status).context("the import was refused")?;
    Ok(imported.summary)
}

/// Claims every second delivery of each bureau in its own name; gives how many. Every bureau must have exactly what was
/// sent to it, together `made`.
async fn claim_every_second(stage: &Stage, made: i32) -> anyhow::Result<i32> {
    let (mut found, mut claimed) = (0, 0);
    for unit in sample_units() {
        if unit == SENDER || stage.bureau(&unit, None)?.all_deliveries(&[]).await.is_err() {
            continue;
        }
        let bureau = stage.bureau(&unit, Some(&format!("{unit}-01")))?;
        let deliveries = bureau.all_deliveries(&[DeliveryState::Delivered]).await?;
        found += deliveries.len();
        let every_second: Vec<String> =
            deliveries.into_iter().step_by(2).map(|delivery| delivery.id).collect();
        claimed += claim(&bureau, &every_second).await?;
    }
    ensure!(i32::try_from(found)? == made, "{made} deliveries were made, the bureaus have {found}");
    Ok(claimed)
}
