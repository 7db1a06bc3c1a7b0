//! Decisions for the wire.

use duty::{clocks, deadline_to_proto};
use exchange::{mask_personal, timestamp_to_proto};
use jiff::Timestamp;
use proto::approval::v1::{Decision as ProtoDecision, RoutingState};

use crate::model::{Decision, Routing};

/// A decision with its personal data masked, as it stands at `now`.
pub(super) fn masked(decision: &Decision, now: Timestamp) -> ProtoDecision {
    let personal = Some(mask_personal(&decision.personal));
    ProtoDecision { personal, ..without_personal(decision, now) }
}

/// A decision with its personal data in clear. The caller records the reveal.
pub(super) fn clear(decision: &Decision, now: Timestamp) -> ProtoDecision {
    ProtoDecision { personal: Some(decision.personal.clone()), ..without_personal(decision, now) }
}

fn without_personal(decision: &Decision, now: Timestamp) -> ProtoDecision {
    let (state, push_id, route_time, reason) = match &decision.routing {
        Routing::Routed { push, at } => {
            (RoutingState::Routed, push.to_string(), Some(timestamp_to_proto(*at)), String::new())
        }
        Routing::Unrouted { reason } => (RoutingState::Unrouted, String::new(), None, reason.clone()),
    };
    ProtoDecision {
        id: decision.id.to_string(),
        unit: decision.unit.to_string(),
        content: Some(decision.content.clone()),
        personal: None,
        routing_state: state.into(),
        unrouted_reason: reason,
        push_id,
        push_deadline: deadline_to_proto(&decision.deadline, &clocks::C1),
        create_time: Some(timestamp_to_proto(decision.recorded_at)),
        route_time,
        late: decision.is_late(now),
        stock: decision.deadline.started_at().is_none(),
        doubts: decision.doubts.clone(),
    }
}
