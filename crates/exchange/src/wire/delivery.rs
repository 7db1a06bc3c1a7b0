//! Deliveries, claims and returns. A claim or return from another service that makes no sense is none.

use duty::deadline_to_proto;
use jiff::Timestamp;
use proto::{
    exchange::v1::{Claim as ProtoClaim, Delivery as ProtoDelivery, PersonalData, Return as ProtoReturn},
    timestamp_from_proto, timestamp_to_proto,
};

use super::push_to_proto;
use crate::model::{Claim, Delivery, Push, SendBack, State, claim_rule};

/// A delivery for the wire, as it stands at `now`.
pub(crate) fn delivery_to_proto(
    delivery: &Delivery,
    push: Option<&Push>,
    returns: Vec<ProtoReturn>,
    personal: Option<PersonalData>,
    now: Timestamp,
) -> ProtoDelivery {
    let claim = match &delivery.state {
        State::Claimed(_, claim) => Some(claim_to_proto(claim)),
        State::Sent | State::Delivered(_) | State::Returned(..) => None,
    };
    let receipt = delivery.receipt();
    ProtoDelivery {
        id: delivery.id.to_string(),
        push: push.map(push_to_proto),
        unit: delivery.unit.to_string(),
        role: delivery.role.into(),
        state: delivery.state.word().into(),
        receive_time: receipt.map(|receipt| timestamp_to_proto(receipt.received_at)),
        claim_deadline: receipt
            .and_then(|receipt| deadline_to_proto(&receipt.deadline, claim_rule(delivery.kind))),
        claim,
        returns,
        overdue: delivery.is_overdue(now),
        version: delivery.version,
        first_read_time: delivery.first_read_at.map(timestamp_to_proto),
        personal,
    }
}

/// A claim for the wire.
pub(crate) fn claim_to_proto(claim: &Claim) -> ProtoClaim {
    ProtoClaim { official: claim.official.to_string(), claim_time: Some(timestamp_to_proto(claim.at)) }
}

/// A claim from another service.
pub(crate) fn claim_from_proto(wire: &ProtoClaim) -> Option<Claim> {
    Some(Claim { official: wire.official.parse().ok()?, at: timestamp_from_proto(wire.claim_time?)? })
}

/// A return for the wire.
pub(crate) fn return_to_proto(send_back: &SendBack) -> ProtoReturn {
    ProtoReturn {
        code: send_back.code.into(),
        remark: send_back.remark.clone(),
        suggested_unit: send_back.suggested_unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        official: send_back.official.to_string(),
        return_time: Some(timestamp_to_proto(send_back.at)),
    }
}

/// A return from another service.
pub(crate) fn return_from_proto(wire: ProtoReturn) -> Option<SendBack> {
    let suggested_unit = match wire.suggested_unit.as_str() {
        "" => None,
        unit => Some(unit.parse().ok()?),
    };
    Some(SendBack {
        code: wire.code().word()?,
        remark: wire.remark,
        suggested_unit,
        official: wire.official.parse().ok()?,
        at: timestamp_from_proto(wire.return_time?)?,
    })
}
