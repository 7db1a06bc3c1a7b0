//! Decisions as their own bureau sees them; personal data masked, unless they were asked for.

use duty::{clocks, deadline_to_proto};
use exchange::mask_personal;
use jiff::Timestamp;
use proto::{approval::v1::Decision as ProtoDecision, timestamp_to_proto};

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
    let mut shown = ProtoDecision {
        id: decision.id.to_string(),
        unit: decision.unit.to_string(),
        content: Some(decision.content.clone()),
        routing_state: decision.routing.state().into(),
        push_deadline: deadline_to_proto(&decision.deadline, &clocks::C1),
        create_time: Some(timestamp_to_proto(decision.recorded_at)),
        late: decision.is_late(now),
        stock: decision.deadline.started_at().is_none(),
        doubts: decision.doubts.clone(),
        ..ProtoDecision::default()
    };
    match &decision.routing {
        Routing::Unrouted { reason } => reason.clone_into(&mut shown.unrouted_reason),
        Routing::Routed { push, at } => {
            shown.push_id = push.to_string();
            shown.route_time = Some(timestamp_to_proto(*at));
        }
    }
    shown
}
