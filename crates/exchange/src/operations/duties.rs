//! Duties, as they are said to the ledger of duties: that to claim (C2), and new dates of any.

use deadline::{ClockRule, Deadline, deadline_to_proto};
use std::fmt::Display;

use ids::DutyId;
use proto::{
    duty::v1::{DutyOpened, DutyRedated},
    r#type::v1::Deadline as ProtoDeadline,
};
use tracing::field::display;

use crate::{
    model::{Delivery, Push},
    rules::claim_clock,
    wire::timestamp_to_proto,
};

/// The duty that a delivery's arrival opens; `None` for stock (存量).
pub(crate) fn opened(delivery: &Delivery, push: &Push) -> Option<DutyOpened> {
    let deadline = deadline(delivery)?;
    Some(DutyOpened {
        duty_id: id(delivery),
        kind: claim_clock::RULE.kind.to_owned(),
        owed_by: delivery.unit.to_string(),
        owed_to: delivery.sender_unit.to_string(),
        subject_type: "delivery".to_owned(),
        subject_id: delivery.id.to_string(),
        title: push.title.clone(),
        deadline: Some(deadline),
        item_code: push.decision.item_code.clone(),
    })
}

/// That the open duty `duty_id` has another date than `before`; in the log too.
pub fn redated(duty_id: String, before: &Deadline, now: &Deadline, rule: &ClockRule) -> DutyRedated {
    let cause = note_redated(&duty_id, before, now);
    DutyRedated {
        duty_id,
        deadline: deadline_to_proto(now, rule),
        previous_due_time: before.due_at().map(timestamp_to_proto),
        cause,
    }
}

/// Writes down that a clock has another date than `before`, and why; gives why.
pub(crate) fn note_redated(clock: &dyn Display, before: &Deadline, now: &Deadline) -> String {
    let cause = now.cause(before);
    let (old, new) = (before.due_at().map(display), now.due_at().map(display));
    tracing::info!(%clock, old, new, cause, "a clock has another date");
    cause
}

/// The claim clock for the wire; `None` for stock, and while there is none.
pub(crate) fn deadline(delivery: &Delivery) -> Option<ProtoDeadline> {
    deadline_to_proto(&delivery.receipt()?.deadline, &claim_clock::RULE)
}

/// Id of the duty to claim a delivery.
pub(crate) fn id(delivery: &Delivery) -> String {
    DutyId::of(claim_clock::RULE.kind, delivery.id.0).to_string()
}

/// Whether the delivery has a clock, so that its end is worth saying.
pub(crate) fn has_clock(delivery: &Delivery) -> bool {
    delivery.receipt().is_some_and(|receipt| receipt.deadline.started_at().is_some())
}
