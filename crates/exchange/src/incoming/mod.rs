//! What the exchange hears from other services: one file per event.

mod decision_completed;
mod delivery_claimed;
mod delivery_redated;
mod delivery_returned;
mod push_sent;
mod receipts;
mod remote_change;
