//! A unit returns a delivery that is not its to supervise (退回, Art. 20). No claim is owed any more, and the sender hears of it.

use duty::Withdrawal;
use ids::DeliveryId;
use proto::{exchange::v1::DeliveryReturned, timestamp_to_proto};
use refusal::Refusal;
use shell::{Context, Error};
use sqlx::PgConnection;

use super::{duties, trace};
use crate::{
    Exchange, Happening, Host, Keys,
    host::happened,
    model::{Delivery, SendBack, Step, Way},
    rules::return_reason,
    store,
    wire::return_to_proto,
};

/// Returns the unit's delivery. Returned already by the same official for the same reason is the same return.
pub(crate) async fn send_back<H: Host>(
    context: &mut Context<'_>,
    exchange: &Exchange<H>,
    id: DeliveryId,
    mut send_back: SendBack,
) -> Result<Delivery, Error> {
    return_reason::check(send_back.code, &send_back.remark, send_back.suggested_unit.is_some())?;
    let locked = store::delivery::lock_received(context.tx, &[id], &context.caller.unit).await?.pop();
    let mut delivery = locked.ok_or_else(|| Refusal::not_found("delivery", "送达"))?;
    send_back.remark = without_people(context.tx, &exchange.keys, &delivery, &send_back.remark).await?;
    let Step::Now(send_back) = delivery.send_back(send_back)? else { return Ok(delivery) };
    let changed = std::slice::from_ref(&delivery);
    store::returns::insert(context.tx, &delivery, &send_back).await?;
    store::delivery::save_all(context.tx, changed).await?;
    store::change::insert_all(context.tx, changed).await?;
    happened(&*exchange.host, context.tx, delivery.kind, Happening::Returned(delivery.id)).await?;
    say(context, &delivery, &send_back);
    Ok(delivery)
}

/// Says the return to a sender elsewhere, and to the ledger that no claim is owed any more, in the trace of the push.
fn say(context: &mut Context<'_>, delivery: &Delivery, send_back: &SendBack) {
    let trace = trace::step(&tracing::info_span!("exchange.return"), delivery, "a delivery is returned");
    if delivery.way == Way::Received {
        context.say_in_trace(trace.clone(), &returned_event(delivery, send_back));
    }
    let duty = delivery.duty();
    if let Some(withdrawn) = duty.and_then(|duty| duty.withdrawn(send_back.at, Withdrawal::Returned)) {
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

fn returned_event(delivery: &Delivery, send_back: &SendBack) -> DeliveryReturned {
    DeliveryReturned {
        delivery_id: delivery.id.to_string(),
        unit: delivery.unit.to_string(),
        r#return: Some(return_to_proto(send_back)),
        version: delivery.version,
        receive_time: delivery.receipt().map(|receipt| timestamp_to_proto(receipt.received_at)),
        claim_deadline: duties::deadline(delivery),
    }
}
