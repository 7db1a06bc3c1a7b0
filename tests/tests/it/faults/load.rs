//! Work that goes on while something breaks.

use std::{collections::BTreeSet, ops::Range};

use client::import;
use futures::{StreamExt, TryStreamExt, stream};
use proto::{
    approval::v1::ImportSummary,
    exchange::v1::{BatchClaimDeliveriesRequest, DeliveryState},
};
use scenarios::stage::{Bureau, until};

use crate::{
    answers::is_passing,
    desk::{at_last, header, record_at_last},
    paper::{GAS, recording, request_id},
};

/// The clean month of the samples: 600 rows, 913 deliveries.
pub(super) const MONTH: &str = include_str!("../../../../services/approval/tests/data/licences_2026-10.csv");

/// Records decisions, four at a time, each asked for until it is acknowledged. Gives their ids.
pub(super) async fn record_many(office: &Bureau, numbers: Range<usize>) -> anyhow::Result<Vec<String>> {
    stream::iter(numbers)
        .map(async |number| Ok(record_at_last(office, recording(GAS, &number.to_string())).await?.id))
        .buffer_unordered(4)
        .try_collect()
        .await
}

/// Claims what arrives at the bureau until it has claimed so many.
pub(super) async fn claim_many(bureau: &Bureau, many: usize) -> anyhow::Result<()> {
    let mut claimed = BTreeSet::new();
    while claimed.len() < many {
        let ids = until("deliveries to claim", async || {
            let mut open = bureau.all_deliveries(&[DeliveryState::Delivered]).await?;
            open.truncate(20);
            Ok((!open.is_empty()).then(|| open.into_iter().map(|delivery| delivery.id).collect::<Vec<_>>()))
        })
        .await?;
        let request = BatchClaimDeliveriesRequest {
            request_id: request_id(),
            ids,
            ..BatchClaimDeliveriesRequest::default()
        };
        let answer = at_last("a batch to be claimed", async || {
            bureau.deliveries().batch_claim_deliveries(request.clone()).await
        })
        .await?;
        for result in answer.into_inner().results {
            anyhow::ensure!(result.claim.is_some(), "not claimed: {}", result.message);
            claimed.insert(result.id);
        }
    }
    Ok(())
}

/// Imports the month as often as it takes until no row is refused for a fault, under one request id: the last summary is as
/// if nothing had happened.
pub(super) async fn import_month(office: &Bureau) -> anyhow::Result<ImportSummary> {
    let (file, header) = (bytes::Bytes::from_static(MONTH.as_bytes()), header());
    until("the month to be imported", async || {
        match import::run(office.approval(), header.clone(), file.clone(), |_| {}).await {
            Ok(imported) if imported.summary.rejected == 0 => Ok(Some(imported.summary)),
            Ok(imported) => anyhow::bail!("{} rows were refused", imported.summary.rejected),
            Err(cut) if is_passing(&cut.status) => Err(cut.status.into()),
            Err(cut) => panic!("{:?}", cut.status),
        }
    })
    .await
}
