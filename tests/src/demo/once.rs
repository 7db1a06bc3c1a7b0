//! A publicity file once: imported, delivered, every second delivery claimed, every claim back at the sender.

use std::{collections::BTreeMap, fs, path::Path, time::Instant};

use anyhow::{Context, ensure};
use jiff::Timestamp;
use proto::{
    approval::v1::{ImportHeader, ImportSummary},
    exchange::v1::{
        BatchClaimDeliveriesRequest, DeliveryState, ListPushesRequest, PushOverview, push_service_client,
    },
};
use serde::Serialize;
use shenguan::{client::Calls, import};

use super::Playhouse;
use crate::stage::{Bureau, Stage, sample_units, until};

/// The approval bureau of the sample directory.
const SENDER: &str = "xzspj";

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

/// Runs the file through a platform of its own whose clock stands at `at`. Fails when a delivery was lost or doubled.
pub async fn once(file: &Path, at: Timestamp) -> anyhow::Result<Outcome> {
    let playhouse = Playhouse::build(at).await?;
    run(&playhouse.stage, file).await
}

/// Runs the file through a stage.
pub async fn run(stage: &Stage, file: &Path) -> anyhow::Result<Outcome> {
    let begun = Instant::now();
    let sender = stage.bureau(SENDER, Some("xzspj-01"))?;
    let summary = import_file(&sender, file).await?;
    let made = summary.deliveries;

    let sent = until("every delivery to be receipted", async || {
        let sent = Sent::read(&sender).await?;
        Ok((sent.received == made).then_some(sent))
    })
    .await?;
    ensure!(sent.recipients == made, "{made} deliveries were made, the sender knows of {}", sent.recipients);
    let claimed = claim_every_second(stage, made).await?;
    let back = until("every claim to be back at the sender", async || {
        let sent = Sent::read(&sender).await?;
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
    let header = ImportHeader { file_name: name, ..ImportHeader::default() };
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
        for ids in every_second.chunks(100) {
            claimed += claim(&bureau, ids).await?;
        }
    }
    ensure!(i32::try_from(found)? == made, "{made} deliveries were made, the bureaus have {found}");
    Ok(claimed)
}

async fn claim(bureau: &Bureau, ids: &[String]) -> anyhow::Result<i32> {
    let request = BatchClaimDeliveriesRequest {
        request_id: ids::MessageId::generate().to_string(),
        ids: ids.to_vec(),
        ..BatchClaimDeliveriesRequest::default()
    };
    let results = bureau.deliveries().batch_claim_deliveries(request).await?.into_inner().results;
    for result in &results {
        ensure!(result.claim.is_some(), "delivery {} was not claimed: {}", result.id, result.message);
    }
    Ok(i32::try_from(results.len())?)
}

/// What the sender knows of its pushes.
struct Sent {
    recipients: i32,
    received: i32,
    claimed: i32,
    late: i32,
}

impl Sent {
    async fn read(sender: &Bureau) -> anyhow::Result<Self> {
        let mut sent = Self { recipients: 0, received: 0, claimed: 0, late: 0 };
        for push in overviews(sender.pushes()).await?.values() {
            sent.recipients += push.recipients;
            sent.received += push.received;
            sent.claimed += push.claimed;
            sent.late += i32::from(push.late);
        }
        Ok(sent)
    }
}

/// Every push by id: one that were listed twice would count once and be missed in the sums.
async fn overviews(
    mut pushes: push_service_client::PushServiceClient<Calls>,
) -> anyhow::Result<BTreeMap<String, PushOverview>> {
    let mut all = BTreeMap::new();
    let mut request = ListPushesRequest { page_size: 500, ..ListPushesRequest::default() };
    loop {
        let page = pushes.list_pushes(request.clone()).await?.into_inner();
        for overview in page.pushes {
            let id = overview.push.as_ref().map(|push| push.id.clone()).unwrap_or_default();
            ensure!(all.insert(id, overview).is_none(), "a push was listed twice");
        }
        if page.next_page_token.is_empty() {
            return Ok(all);
        }
        request.page_token = page.next_page_token;
    }
}
