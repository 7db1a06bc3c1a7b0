//! Deliveries as columns, for `unnest`: one statement writes them all.

use duty::{ClockLists, Deadline};
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::types::Uuid;

use crate::model::{Delivery, State};

/// What is written of deliveries, in their order.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) id: Vec<Uuid>,
    pub(super) push_id: Vec<Uuid>,
    pub(super) kind: Vec<String>,
    pub(super) way: Vec<String>,
    pub(super) unit: Vec<String>,
    pub(super) sender_unit: Vec<String>,
    pub(super) role: Vec<String>,
    pub(super) state: Vec<String>,
    pub(super) received_at: Vec<Option<SqlTimestamp>>,
    pub(super) clock: ClockLists,
    pub(super) closed_by: Vec<Option<String>>,
    pub(super) closed_at: Vec<Option<SqlTimestamp>>,
    pub(super) version: Vec<i32>,
    pub(super) traceparent: Vec<Option<String>>,
}

impl Columns {
    pub(super) fn of(deliveries: &[Delivery]) -> Self {
        let none = Deadline::NotOpened;
        let clocks = deliveries.iter().map(|one| one.receipt().map_or(&none, |receipt| &receipt.deadline));
        let mut columns = Self { clock: clocks.collect(), ..Self::default() };
        for delivery in deliveries {
            columns.push(delivery);
        }
        columns
    }

    fn push(&mut self, delivery: &Delivery) {
        let closed = match &delivery.state {
            State::Sent | State::Delivered(_) => None,
            State::Claimed(_, claim) => Some((&claim.official, claim.at)),
            State::Returned(_, send_back) => Some((&send_back.official, send_back.at)),
        };
        self.id.push(delivery.id.0);
        self.push_id.push(delivery.push.0);
        self.kind.push(delivery.kind.name().to_owned());
        self.way.push(delivery.way.name().to_owned());
        self.unit.push(delivery.unit.to_string());
        self.sender_unit.push(delivery.sender_unit.to_string());
        self.role.push(delivery.role.name().to_owned());
        self.state.push(delivery.state.word().name().to_owned());
        self.received_at.push(delivery.receipt().map(|receipt| receipt.received_at.into()));
        self.closed_by.push(closed.map(|(official, _)| official.to_string()));
        self.closed_at.push(closed.map(|(_, at)| at.into()));
        self.version.push(delivery.version);
        self.traceparent.push(delivery.traceparent.clone());
    }
}
