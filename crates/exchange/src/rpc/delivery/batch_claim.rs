//! The caller's unit claims many deliveries at once; each has its own result (Art. 22(1)).

use std::collections::HashSet;

use ids::DeliveryId;
use proto::exchange::v1::{BatchClaimDeliveriesRequest, BatchClaimDeliveriesResponse, BatchClaimResult};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id};

use crate::{
    Exchange, Host,
    model::{Delivery, State},
    operations::{self, ClaimAsked},
    wire::claim_to_proto,
};

/// A clerk claims a morning's deliveries at once; more than this is no reading of them.
const MOST: usize = 100;

impl<H: Host> Act<Exchange<H>> for BatchClaimDeliveriesRequest {
    async fn act(self, app: &Exchange<H>, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let ids = parse_ids(&self.ids)?;
        let official = context.official()?;
        let asked = |id: &DeliveryId| ClaimAsked {
            delivery: *id,
            official: official.clone(),
            request_id: context.request_id,
            at: context.now,
        };
        let asked: Vec<ClaimAsked> = ids.iter().map(asked).collect();
        let messages = &mut context.messages;
        let outcomes =
            operations::claim(context.tx, messages, &*app.host, &context.caller.unit, &asked).await?;
        let mut results = Vec::with_capacity(ids.len());
        let mut claimed = Vec::with_capacity(ids.len());
        for (id, outcome) in ids.iter().zip(outcomes) {
            match &outcome {
                Ok(_) => claimed.push(id.to_string()),
                Err(refusal) => context.refused_item(&id.to_string(), refusal.reason).await?,
            }
            results.push(result(*id, outcome));
        }
        Ok(Done::with_all(claimed, BatchClaimDeliveriesResponse { results }))
    }
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
