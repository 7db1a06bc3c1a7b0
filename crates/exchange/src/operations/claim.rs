//! A unit claims deliveries (认领, Art. 22(1), 23(1)): from here on it has taken them over. Late is allowed: it is late, not lost.

use std::collections::{BTreeMap, HashMap};

use ids::{DeliveryId, OfficialId, RequestId, UnitCode};
use jiff::Timestamp;
use mailbox::Messages;
use proto::{exchange::v1::DeliveryClaimed, timestamp_to_proto};
use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use super::{duties, trace};
use crate::{
    Happening, Host,
    host::happened,
    model::{Claim, Delivery, PushKind, Step, Way},
    store,
    wire::claim_to_proto,
};

/// One claim that is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimAsked {
    /// What is claimed.
    pub delivery: DeliveryId,
    /// Who claims.
    pub official: OfficialId,
    /// The request that asks for it.
    pub request_id: RequestId,
    /// When it is claimed.
    pub at: Timestamp,
}

/// Claims the unit's deliveries; one outcome for each that is asked, in order. Claimed already by the same official is the
/// same claim. A delivery of another unit does not exist.
pub async fn claim<H: Host>(
    tx: &mut PgConnection,
    messages: &mut Messages,
    host: &H,
    unit: &UnitCode,
    asked: &[ClaimAsked],
) -> Result<Vec<Result<Delivery, Refusal>>, Error> {
    let ids: Vec<DeliveryId> = asked.iter().map(|one| one.delivery).collect();
    let locked = store::delivery::lock_received(tx, &ids, unit).await?;
    let mut deliveries: HashMap<DeliveryId, Delivery> =
        locked.into_iter().map(|delivery| (delivery.id, delivery)).collect();
    let mut outcomes = Vec::with_capacity(asked.len());
    let mut claimed: BTreeMap<DeliveryId, Delivery> = BTreeMap::new();
    for one in asked {
        let Some(delivery) = deliveries.get_mut(&one.delivery) else {
            outcomes.push(Err(Refusal::not_found("delivery", "送达")));
            continue;
        };
        outcomes.push(match delivery.claim(one.official.clone(), one.at) {
            Ok(Step::Now(claim)) => {
                say(messages, delivery, &claim);
                claimed.insert(delivery.id, delivery.clone());
                Ok(delivery.clone())
            }
            Ok(Step::Before) => Ok(delivery.clone()),
            Err(refusal) => Err(refusal),
        });
    }
    let claimed: Vec<Delivery> = claimed.into_values().collect();
    if !claimed.is_empty() {
        store::delivery::save_all(tx, &claimed).await?;
        store::change::insert_all(tx, &claimed).await?;
        tell(tx, host, &claimed).await?;
    }
    Ok(outcomes)
}

/// Tells the host, kind by kind.
async fn tell<H: Host>(tx: &mut PgConnection, host: &H, claimed: &[Delivery]) -> Result<(), Error> {
    let mut kinds: BTreeMap<PushKind, Vec<DeliveryId>> = BTreeMap::new();
    for delivery in claimed {
        kinds.entry(delivery.kind).or_default().push(delivery.id);
    }
    for (kind, ids) in kinds {
        happened(host, tx, kind, Happening::Claimed(&ids)).await?;
    }
    Ok(())
}

/// Says the claim to a sender elsewhere, and the end of the duty to the ledger, in the trace of the push.
fn say(messages: &mut Messages, delivery: &Delivery, claim: &Claim) {
    let trace = trace::step(&tracing::info_span!("exchange.claim"), delivery, "a delivery is claimed");
    if delivery.way == Way::Received {
        messages.say_in_trace(trace.clone(), &claimed_event(delivery, claim));
    }
    if let Some(discharged) = delivery.duty().and_then(|duty| duty.discharged(claim.at)) {
        messages.say_in_trace(trace, &discharged);
    }
}

fn claimed_event(delivery: &Delivery, claim: &Claim) -> DeliveryClaimed {
    DeliveryClaimed {
        delivery_id: delivery.id.to_string(),
        unit: delivery.unit.to_string(),
        claim: Some(claim_to_proto(claim)),
        version: delivery.version,
        receive_time: delivery.receipt().map(|receipt| timestamp_to_proto(receipt.received_at)),
        claim_deadline: duties::deadline(delivery),
    }
}
