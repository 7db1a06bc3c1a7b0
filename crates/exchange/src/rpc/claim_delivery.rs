//! ClaimDelivery.

use ids::DeliveryId;
use prost::Message;
use proto::exchange::v1::{ClaimDeliveryRequest, ClaimDeliveryResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::present;
use crate::{Exchange, Host, operations, policy::paths};

/// Claims a delivery for the caller's unit (Art. 22(1)).
pub(super) async fn claim_delivery<H: Host>(
    exchange: Exchange<H>,
    caller: Caller,
    request: ClaimDeliveryRequest,
) -> Result<ClaimDeliveryResponse, Error> {
    let body = request.encode_to_vec();
    let ClaimDeliveryRequest { request_id, validate_only, id } = request;
    let id: DeliveryId = parse_id("id", &id)?;
    let official = caller.acting_official()?;
    let attempt = Attempt { rpc: paths::CLAIM_DELIVERY, request_id: &request_id, validate_only, body: &body };
    let mut write = match Write::begin(&exchange.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };

    let now = exchange.doors.clock.now();
    let tx = write.tx();
    let outbox = &exchange.doors.outbox;
    let mut outcomes =
        operations::claim(tx, &*exchange.host, outbox, &[id], &caller.unit, &official, now).await?;
    let delivery = outcomes.pop().ok_or_else(|| Refusal::not_found("delivery", "送达"))??;
    let shown = present::masked(&exchange, write.tx(), &[delivery]).await?;
    write.commit(&[id.to_string()], ClaimDeliveryResponse { delivery: shown.into_iter().next() }).await
}
