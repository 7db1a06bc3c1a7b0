//! Claims deliveries (认领, Art. 22(1), 23(1)).

use std::collections::HashMap;

use ids::{DeliveryId, OfficialId, UnitCode};
use jiff::Timestamp;
use mailbox::Outbox;
use proto::{duty::v1::DutyDischarged, exchange::v1::DeliveryClaimed};
use refusal::Refusal;
use sqlx::PgConnection;

use super::{duties, trace};
use crate::{
    Host,
    model::{Claim, Delivery, Step},
    store,
    wire::{claim_to_proto, timestamp_to_proto},
};

/// Claims the unit's deliveries for an official; one outcome per id, in the order asked. Claimed already by the same
/// official is the same claim. A delivery of another unit does not exist.
pub async fn claim<H: Host>(
    tx: &mut PgConnection,
    host: &H,
    outbox: &Outbox,
    ids: &[DeliveryId],
    unit: &UnitCode,
    official: &OfficialId,
    now: Timestamp,
) -> Result<Vec<Result<Delivery, Refusal>>, sqlx::Error> {
    let mut outcomes = HashMap::new();
    let mut claimed = Vec::new();
    let mut events = Vec::new();
    let mut discharged = Vec::new();
    for mut delivery in store::delivery::lock_received(tx, outbox.service(), ids, unit).await? {
        let id = delivery.id;
        let outcome = match delivery.claim(official.clone(), now) {
            Ok(Step::Now(event)) => {
                let trace =
                    trace::step(&tracing::info_span!("exchange.claim"), &delivery, "a delivery is claimed");
                if duties::has_clock(&delivery) {
                    let duty_id = duties::id(&delivery);
                    let event = DutyDischarged { duty_id, discharge_time: Some(timestamp_to_proto(now)) };
                    discharged.push((trace.clone(), event));
                }
                events.push((trace, said(&delivery, &event.claim)));
                claimed.push(delivery.clone());
                Ok(delivery)
            }
            Ok(Step::Before) => Ok(delivery),
            Err(refusal) => Err(refusal),
        };
        outcomes.insert(id, outcome);
    }
    if !claimed.is_empty() {
        store::delivery::save_all(tx, &claimed).await?;
        store::change::insert_all(tx, &claimed).await?;
        let ids: Vec<DeliveryId> = claimed.iter().map(|delivery| delivery.id).collect();
        host.claimed(tx, &ids).await?;
        outbox.send_in_traces(tx, events).await?;
        outbox.send_in_traces(tx, discharged).await?;
    }
    let unknown = || Err(Refusal::not_found("delivery", "送达"));
    Ok(ids.iter().map(|id| outcomes.get(id).cloned().unwrap_or_else(unknown)).collect())
}

fn said(delivery: &Delivery, claim: &Claim) -> DeliveryClaimed {
    DeliveryClaimed {
        delivery_id: delivery.id.to_string(),
        unit: delivery.unit.to_string(),
        claim: Some(claim_to_proto(claim)),
        version: delivery.version,
        receive_time: delivery.receipt().map(|receipt| timestamp_to_proto(receipt.received_at)),
        claim_deadline: duties::deadline(delivery),
    }
}
