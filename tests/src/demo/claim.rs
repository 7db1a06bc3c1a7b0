//! Claiming deliveries in a bureau's own name.

use anyhow::ensure;
use proto::exchange::v1::BatchClaimDeliveriesRequest;

use crate::stage::Bureau;

/// The most that one call may claim.
const BATCH: usize = 100;

/// Claims every one of these, or fails; gives how many.
pub(super) async fn claim(bureau: &Bureau, deliveries: &[String]) -> anyhow::Result<i32> {
    for ids in deliveries.chunks(BATCH) {
        let request = BatchClaimDeliveriesRequest {
            request_id: ids::RequestId::generate().0.to_string(),
            ids: ids.to_vec(),
            ..BatchClaimDeliveriesRequest::default()
        };
        let results = bureau.deliveries().batch_claim_deliveries(request).await?.into_inner().results;
        ensure!(results.len() == ids.len(), "{} of {} were answered", results.len(), ids.len());
        for result in &results {
            ensure!(result.claim.is_some(), "delivery {} was not claimed: {}", result.id, result.message);
        }
    }
    Ok(i32::try_from(deliveries.len())?)
}
