//! The duty to claim (C2), as it is said to the ledger of duties.

use ids::DutyId;
use proto::{duty::v1::DutyOpened, r#type::v1::Deadline};

use crate::{
    model::{Delivery, Push},
    rules::claim_clock,
    wire::deadline_to_proto,
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

/// The claim clock for the wire; `None` for stock, and while there is none.
pub(crate) fn deadline(delivery: &Delivery) -> Option<Deadline> {
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
