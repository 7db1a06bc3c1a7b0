//! Deliveries, claims and returns.

use duty::deadline_to_proto;
use jiff::Timestamp;
use proto::exchange::v1::{
    Claim as ProtoClaim, Delivery as ProtoDelivery, DeliveryState, PersonalData, Return as ProtoReturn,
    ReturnCode as ProtoReturnCode,
};
use refusal::Refusal;

use super::{push_to_proto, role_to_proto, timestamp_from_proto, timestamp_to_proto};
use crate::model::{Claim, Delivery, Push, Return, ReturnCode, State};

/// A delivery for the wire, as it stands at `now`.
pub(crate) fn delivery_to_proto(
    delivery: &Delivery,
    push: Option<&Push>,
    returns: Vec<ProtoReturn>,
    personal: Option<PersonalData>,
    now: Timestamp,
) -> ProtoDelivery {
    let (state, claim) = match &delivery.state {
        State::Sent => (DeliveryState::Sent, None),
        State::Delivered(_) => (DeliveryState::Delivered, None),
        State::Claimed(_, claim) => (DeliveryState::Claimed, Some(claim_to_proto(claim))),
        State::Returned(..) => (DeliveryState::Returned, None),
    };
    let receipt = delivery.receipt();
    ProtoDelivery {
        id: delivery.id.to_string(),
        push: push.map(push_to_proto),
        unit: delivery.unit.to_string(),
        role: role_to_proto(delivery.role).into(),
        state: state.into(),
        receive_time: receipt.map(|receipt| timestamp_to_proto(receipt.received_at)),
        claim_deadline: receipt
            .and_then(|receipt| deadline_to_proto(&receipt.deadline, delivery.kind.claim_clock())),
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
pub(crate) fn return_to_proto(return_: &Return) -> ProtoReturn {
    ProtoReturn {
        code: return_code_to_proto(return_.code).into(),
        remark: return_.remark.clone(),
        suggested_unit: return_.suggested_unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        official: return_.official.to_string(),
        return_time: Some(timestamp_to_proto(return_.at)),
    }
}

/// A return from another service.
pub(crate) fn return_from_proto(wire: ProtoReturn) -> Option<Return> {
    let suggested_unit = match wire.suggested_unit.as_str() {
        "" => None,
        unit => Some(unit.parse().ok()?),
    };
    Some(Return {
        code: return_code_from_proto(wire.code())?,
        remark: wire.remark,
        suggested_unit,
        official: wire.official.parse().ok()?,
        at: timestamp_from_proto(wire.return_time?)?,
    })
}

fn return_code_to_proto(code: ReturnCode) -> ProtoReturnCode {
    match code {
        ReturnCode::NotOurDuty => ProtoReturnCode::NotOurDuty,
        ReturnCode::OtherUnit => ProtoReturnCode::OtherUnit,
        ReturnCode::LocalOrSuperior => ProtoReturnCode::LocalOrSuperior,
        ReturnCode::MissingOrWrong => ProtoReturnCode::MissingOrWrong,
        ReturnCode::Duplicate => ProtoReturnCode::Duplicate,
        ReturnCode::OutOfScope => ProtoReturnCode::OutOfScope,
        ReturnCode::OutsideArea => ProtoReturnCode::OutsideArea,
        ReturnCode::Other => ProtoReturnCode::Other,
    }
}

/// A return code of a request; `None` for an unknown or missing one.
pub(crate) fn return_code_from_proto(code: ProtoReturnCode) -> Option<ReturnCode> {
    match code {
        ProtoReturnCode::Unspecified => None,
        ProtoReturnCode::NotOurDuty => Some(ReturnCode::NotOurDuty),
        ProtoReturnCode::OtherUnit => Some(ReturnCode::OtherUnit),
        ProtoReturnCode::LocalOrSuperior => Some(ReturnCode::LocalOrSuperior),
        ProtoReturnCode::MissingOrWrong => Some(ReturnCode::MissingOrWrong),
        ProtoReturnCode::Duplicate => Some(ReturnCode::Duplicate),
        ProtoReturnCode::OutOfScope => Some(ReturnCode::OutOfScope),
        ProtoReturnCode::OutsideArea => Some(ReturnCode::OutsideArea),
        ProtoReturnCode::Other => Some(ReturnCode::Other),
    }
}

/// The database's names of the states that a request asks for.
pub(crate) fn states_to_names(field: &str, states: &[i32]) -> Result<Vec<String>, Refusal> {
    let mut names = Vec::with_capacity(states.len());
    for state in states {
        let name = match DeliveryState::try_from(*state) {
            Ok(DeliveryState::Sent) => "sent",
            Ok(DeliveryState::Delivered) => "delivered",
            Ok(DeliveryState::Claimed) => "claimed",
            Ok(DeliveryState::Returned) => "returned",
            Ok(DeliveryState::Unspecified) | Err(_) => {
                return Err(Refusal::field(field, "unknown", "not a delivery state", "不是有效的送达状态"));
            }
        };
        names.push(name.to_owned());
    }
    Ok(names)
}
