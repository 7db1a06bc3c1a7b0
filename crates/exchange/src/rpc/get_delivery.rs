//! GetDelivery.

use ids::DeliveryId;
use proto::exchange::v1::{GetDeliveryRequest, GetDeliveryResponse};
use refusal::{Refusal, articles};
use shell::{Caller, Error, as_caller, done, parse_id, revealed};

use super::present;
use crate::{
    Exchange, Host,
    model::{Delivery, State},
    operations,
    policy::paths,
};

/// The preset purpose of a reveal to a recipient; nobody types one.
const PURPOSE: &str = "监管履职";

/// A delivery to the caller's unit; with personal data in clear when asked, which is recorded in the same transaction.
pub(super) async fn get_delivery<H: Host>(
    exchange: Exchange<H>,
    caller: Caller,
    request: GetDeliveryRequest,
) -> Result<GetDeliveryResponse, Error> {
    let id: DeliveryId = parse_id("id", &request.id)?;
    if request.reveal_personal {
        // Whoever sees it is named in the record.
        caller.acting_official()?;
    }
    let mut tx = as_caller(&exchange.doors, &caller).await?;
    let official_reads_at = caller.official.as_ref().map(|_| exchange.doors.clock.now());
    let (delivery, first) =
        operations::read(&mut tx, exchange.service(), id, &caller.unit, official_reads_at).await?;
    if first {
        done(&exchange.doors, &caller, &mut tx, paths::GET_DELIVERY, None, &[id.to_string()]).await?;
    }
    if request.reveal_personal {
        may_be_revealed(&delivery)?;
        let shown = present::clear(&exchange, &mut tx, &delivery).await?;
        revealed(&exchange.doors, &caller, tx, paths::GET_DELIVERY, &[id.to_string()], PURPOSE).await?;
        return Ok(GetDeliveryResponse { delivery: Some(shown) });
    }
    let shown = present::masked(&exchange, &mut tx, std::slice::from_ref(&delivery)).await?;
    tx.commit().await?;
    Ok(GetDeliveryResponse { delivery: shown.into_iter().next() })
}

/// What a unit has returned is not its to supervise: the purpose is gone.
fn may_be_revealed(delivery: &Delivery) -> Result<(), Refusal> {
    if !matches!(delivery.state, State::Returned(..)) {
        return Ok(());
    }
    let refusal = Refusal::precondition(
        "DELIVERY_ALREADY_RETURNED",
        "returned: there is no supervision for which personal data may be seen",
        "该送达已退回，不再具有查看个人信息的监管职责",
    );
    Err(refusal.under(articles::ART_20))
}
