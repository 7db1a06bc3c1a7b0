//! GetDelivery.

use ids::DeliveryId;
use proto::exchange::v1::{GetDeliveryRequest, GetDeliveryResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, revealed};

use super::present;
use crate::{Exchange, Host, policy::paths, store, wire::parse_id};

/// The preset purpose of a reveal to a recipient; nobody types one.
const PURPOSE: &str = "监管履职";

/// A delivery to the caller's unit; with personal data in clear when asked, which is recorded in the same transaction.
pub(super) async fn get_delivery<H: Host>(
    exchange: Exchange<H>,
    caller: Caller,
    request: GetDeliveryRequest,
) -> Result<GetDeliveryResponse, Error> {
    let id: DeliveryId = parse_id("id", &request.id)?;
    let mut tx = as_caller(&exchange.doors, &caller).await?;
    let delivery = store::delivery::find_received(&mut tx, exchange.doors.outbox.service(), id, &caller.unit)
        .await?
        .ok_or_else(|| Refusal::not_found("delivery", "送达"))?;
    if !request.reveal_personal {
        let shown = present::masked(&exchange, &mut tx, std::slice::from_ref(&delivery)).await?;
        return Ok(GetDeliveryResponse { delivery: shown.into_iter().next() });
    }
    let shown = present::clear(&exchange, &mut tx, &delivery).await?;
    revealed(&exchange.doors, &caller, tx, paths::GET_DELIVERY, &[id.to_string()], PURPOSE).await?;
    Ok(GetDeliveryResponse { delivery: Some(shown) })
}
