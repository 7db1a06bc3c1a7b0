//! Deliveries as columns.

use deadline::Deadline;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::types::{Json, Uuid};
use workdays::Counted;

use crate::model::{Delivery, State};

/// What is written of deliveries, in their order.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) id: Vec<Uuid>,
    pub(super) push_id: Vec<Uuid>,
    pub(super) unit: Vec<String>,
    pub(super) sender_unit: Vec<String>,
    pub(super) role: Vec<String>,
    pub(super) state: Vec<String>,
    pub(super) received_at: Vec<Option<SqlTimestamp>>,
    pub(super) claim_started_at: Vec<Option<SqlTimestamp>>,
    pub(super) claim_due_at: Vec<Option<SqlTimestamp>>,
    pub(super) claim_counted: Vec<Option<Json<Counted>>>,
    pub(super) claim_calendar: Vec<Option<i64>>,
    pub(super) closed_by: Vec<Option<String>>,
    pub(super) closed_at: Vec<Option<SqlTimestamp>>,
    pub(super) version: Vec<i32>,
    pub(super) traceparent: Vec<Option<String>>,
}

impl Columns {
    pub(super) fn of(deliveries: &[Delivery]) -> Self {
        let mut columns = Self::default();
        for delivery in deliveries {
            columns.push(delivery);
        }
        columns
    }

    fn push(&mut self, delivery: &Delivery) {
        let deadline = delivery.receipt().map(|receipt| &receipt.deadline);
        let (closed_by, closed_at) = match &delivery.state {
            State::Sent | State::Delivered(_) => (None, None),
            State::Claimed(_, claim) => (Some(claim.official.to_string()), Some(claim.at)),
            State::Returned(_, return_) => (Some(return_.official.to_string()), Some(return_.at)),
        };
        self.id.push(delivery.id.0);
        self.push_id.push(delivery.push.0);
        self.unit.push(delivery.unit.to_string());
        self.sender_unit.push(delivery.sender_unit.to_string());
        self.role.push(delivery.role.name().to_owned());
        self.state.push(state_name(&delivery.state).to_owned());
        self.received_at.push(delivery.receipt().map(|receipt| receipt.received_at.into()));
        self.claim_started_at.push(deadline.and_then(Deadline::started_at).map(SqlTimestamp::from));
        self.claim_due_at.push(deadline.and_then(Deadline::due_at).map(SqlTimestamp::from));
        self.claim_counted.push(deadline.and_then(Deadline::counted).cloned().map(Json));
        self.claim_calendar.push(deadline.and_then(Deadline::calendar));
        self.closed_by.push(closed_by);
        self.closed_at.push(closed_at.map(SqlTimestamp::from));
        self.version.push(delivery.version);
        self.traceparent.push(delivery.traceparent.clone());
    }
}

fn state_name(state: &State) -> &'static str {
    match state {
        State::Sent => "sent",
        State::Delivered(_) => "delivered",
        State::Claimed(..) => "claimed",
        State::Returned(..) => "returned",
    }
}
