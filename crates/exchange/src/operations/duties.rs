//! The duty to claim (C2) is opened by the arrival and said by the receiver alone: its clock counts.

use duty::{Parties, deadline_to_proto};
use proto::{duty::v1::DutyOpened, r#type::v1::Deadline as ProtoDeadline};

use crate::model::{Delivery, Push, claim_rule};

/// The duty that a delivery's arrival opens; `None` for stock (存量) and for information (抄送).
pub(crate) fn opened(delivery: &Delivery, push: &Push) -> Option<DutyOpened> {
    let parties = Parties { owed_by: &delivery.unit, owed_to: Some(&delivery.sender_unit) };
    delivery.duty()?.opened(parties, &push.content.of_delivery(delivery.id.0))
}

/// The claim clock for the wire; `None` where there is none.
pub(crate) fn deadline(delivery: &Delivery) -> Option<ProtoDeadline> {
    deadline_to_proto(&delivery.receipt()?.deadline, claim_rule(delivery.kind))
}
