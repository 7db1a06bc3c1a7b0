//! Returns a delivery that is not the unit's (退回, Art. 20).

use ids::{DeliveryId, UnitCode};
use mailbox::Outbox;
use proto::{duty::v1::DutyWithdrawn, exchange::v1::DeliveryReturned};
use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use super::{duties, trace};
use crate::{
    Host, Keys,
    model::{Delivery, Return, Step},
    rules::return_reason,
    store,
    wire::{people, return_to_proto, timestamp_to_proto},
};

/// Returns the unit's delivery. Returned already by the same official for the same reason is the same return.
pub async fn give_back<H: Host>(
    tx: &mut PgConnection,
    host: &H,
    (outbox, keys): (&Outbox, &Keys),
    id: DeliveryId,
    unit: &UnitCode,
    mut return_: Return,
) -> Result<Result<Delivery, Refusal>, Error> {
    if let Err(refusal) =
        return_reason::check(return_.code, &return_.remark, return_.suggested_unit.is_some())
    {
        return Ok(Err(refusal));
    }
    let Some(mut delivery) = store::delivery::lock_received(tx, outbox.service(), &[id], unit).await?.pop()
    else {
        return Ok(Err(Refusal::not_found("delivery", "送达")));
    };
    return_.remark = without_people(tx, keys, &delivery, &return_.remark).await?;
    let event = match delivery.give_back(return_) {
        Ok(Step::Now(event)) => event,
        Ok(Step::Before) => return Ok(Ok(delivery)),
        Err(refusal) => return Ok(Err(refusal)),
    };
    let changed = std::slice::from_ref(&delivery);
    store::returns::insert(tx, &delivery, &event.return_).await?;
    store::delivery::save_all(tx, changed).await?;
    store::change::insert_all(tx, changed).await?;
    host.returned(tx, delivery.id).await?;
    let trace = trace::step(&tracing::info_span!("exchange.return"), &delivery, "a delivery is returned");
    outbox.send_in_traces(tx, vec![(trace.clone(), said(&delivery, &event.return_))]).await?;
    if duties::has_clock(&delivery) {
        let withdrawn = DutyWithdrawn {
            duty_id: duties::id(&delivery),
            withdraw_time: Some(timestamp_to_proto(event.return_.at)),
            reason: "RETURNED".to_owned(),
        };
        outbox.send_in_traces(tx, vec![(trace, withdrawn)]).await?;
    }
    Ok(Ok(delivery))
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
    Ok(people(&personal).masked(remark))
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
