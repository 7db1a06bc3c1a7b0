//! BatchClaimDeliveries.

use std::collections::HashSet;

use ids::DeliveryId;
use prost::Message;
use proto::exchange::v1::{BatchClaimDeliveriesRequest, BatchClaimDeliveriesResponse, BatchClaimResult};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id, refused_item};

use crate::{
    Exchange, Host,
    model::{Delivery, State},
    operations,
    policy::paths,
    wire::claim_to_proto,
};

/// A clerk claims a morning's deliveries at once; more than this is no reading of them.
const MOST: usize = 100;

/// Claims each delivery for the caller's unit, each with its own result (Art. 22(1)).
pub(super) async fn batch_claim_deliveries<H: Host>(
    exchange: Exchange<H>,
    caller: Caller,
    request: BatchClaimDeliveriesRequest,
) -> Result<BatchClaimDeliveriesResponse, Error> {
    let body = request.encode_to_vec();
    let ids = parse_ids(&request.ids)?;
    let official = caller.acting_official()?;
    let attempt = Attempt {
        rpc: paths::BATCH_CLAIM_DELIVERIES,
        request_id: &request.request_id,
        validate_only: request.validate_only,
        body: &body,
    };
    let mut write = match Write::begin(&exchange.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };

    let now = exchange.doors.clock.now();
    let outbox = &exchange.doors.outbox;
    let host = &*exchange.host;
    let outcomes = operations::claim(write.tx(), host, outbox, &ids, &caller.unit, &official, now).await?;
    let mut results = Vec::with_capacity(ids.len());
    let mut claimed = Vec::with_capacity(ids.len());
    for (id, outcome) in ids.iter().zip(outcomes) {
        match &outcome {
            Ok(_) => claimed.push(id.to_string()),
            Err(refusal) => {
                let (doors, rpc, object) = (&exchange.doors, paths::BATCH_CLAIM_DELIVERIES, id.to_string());
                refused_item(doors, &caller, write.tx(), rpc, &object, refusal.reason).await?;
            }
        }
        results.push(result(*id, outcome));
    }
    write.commit(&claimed, BatchClaimDeliveriesResponse { results }).await
}

fn parse_ids(ids: &[String]) -> Result<Vec<DeliveryId>, Refusal> {
    if ids.is_empty() || ids.len() > MOST {
        return Err(Refusal::field("ids", "count", "1 to 100 ids", "一次认领1至100件"));
    }
    let mut parsed = Vec::with_capacity(ids.len());
    let mut seen = HashSet::new();
    for (index, id) in ids.iter().enumerate() {
        let field = format!("ids[{index}]");
        let id: DeliveryId = parse_id(field.as_str(), id)?;
        if !seen.insert(id) {
            return Err(Refusal::field(field, "repeated", "asked for twice", "重复"));
        }
        parsed.push(id);
    }
    Ok(parsed)
}

fn result(id: DeliveryId, outcome: Result<Delivery, Refusal>) -> BatchClaimResult {
    let mut result = BatchClaimResult { id: id.to_string(), ..BatchClaimResult::default() };
    match outcome {
        Ok(delivery) => {
            if let State::Claimed(_, claim) = &delivery.state {
                result.claim = Some(claim_to_proto(claim));
            }
        }
        Err(refusal) => {
            refusal.reason.clone_into(&mut result.reason);
            result.message = refusal.to_string();
            result.message_zh = refusal.zh_with_article();
            result.metadata =
                refusal.metadata.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        }
    }
    result
}
