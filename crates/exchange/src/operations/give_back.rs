//! Returns a delivery that is not the unit's (退回, Art. 20).

use duty::Withdrawal;
use ids::DeliveryId;
use proto::exchange::v1::DeliveryReturned;
use refusal::Refusal;
use shell::{Context, Error};
use sqlx::PgConnection;

use super::{duties, trace};
use crate::{
    Happening, Host, Keys,
    host::happened,
    model::{Delivery, Return, Step, Way},
    rules::return_reason,
    store,
    wire::{return_to_proto, timestamp_to_proto},
};

/// Returns the unit's delivery. Returned already by the same official for the same reason is the same return.
pub(crate) async fn give_back<H: Host>(
    context: &mut Context<'_>,
    host: &H,
    keys: &Keys,
    id: DeliveryId,
    mut return_: Return,
) -> Result<Delivery, Error> {
    return_reason::check(return_.code, &return_.remark, return_.suggested_unit.is_some())?;
    let locked = store::delivery::lock_received(context.tx, &[id], &context.caller.unit).await?.pop();
    let mut delivery = locked.ok_or_else(|| Refusal::not_found("delivery", "送达"))?;
    return_.remark = without_people(context.tx, keys, &delivery, &return_.remark).await?;
    let Step::Now(event) = delivery.give_back(return_)? else { return Ok(delivery) };
    let changed = std::slice::from_ref(&delivery);
    store::returns::insert(context.tx, &delivery, &event.return_).await?;
    store::delivery::save_all(context.tx, changed).await?;
    store::change::insert_all(context.tx, changed).await?;
    happened(host, context.tx, delivery.kind, Happening::Returned(delivery.id)).await?;
    say(context, &delivery, &event.return_);
    Ok(delivery)
}

/// Says the return to a sender elsewhere, and to the ledger that no claim is owed any more, in the trace of the push.
fn say(context: &mut Context<'_>, delivery: &Delivery, return_: &Return) {
    let trace = trace::step(&tracing::info_span!("exchange.return"), delivery, "a delivery is returned");
    if delivery.way == Way::Received {
        context.say_in_trace(trace.clone(), &said(delivery, return_));
    }
    let duty = delivery.duty();
    if let Some(withdrawn) = duty.and_then(|duty| duty.withdrawn(return_.at, Withdrawal::Returned)) {
        context.say_in_trace(trace, &withdrawn);
    }
}

/// What belongs sealed is not told in a remark either.
async fn without_people(
    tx: &mut PgConnection,
    keys: &Keys,
    delivery: &Delivery,
    remark: &str,
) -> Result<String, Error> {
    let push = store::push::find_all(tx, &[delivery.push]).await?.pop();
    let push = push.ok_or_else(|| Error::Fault(format!("delivery {} has no push", delivery.id)))?;
    let personal = keys
        .open_at_rest(push.id, &push.sealed_personal)
        .map_err(|error| Error::Fault(format!("push {}: {error}", push.id)))?;
    Ok(push.content.people(&personal).masked(remark))
}

fn said(delivery: &Delivery, return_: &Return) -> DeliveryReturned {
    DeliveryReturned {
        delivery_id: delivery.id.to_string(),
        unit: delivery.unit.to_string(),
        r#return: Some(return_to_proto(return_)),
        version: delivery.version,
        receive_time: delivery.receipt().map(|receipt| timestamp_to_proto(receipt.received_at)),
        claim_deadline: duties::deadline(delivery),
    }
}
