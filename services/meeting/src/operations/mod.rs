//! What is done inside one transaction.

mod collect_topic;
mod decide_on_topic;
mod decline_seat_change;
mod prepare_topic;
mod propose_seat_change;
mod record_seat_change;
mod seed_roster;

pub(crate) use collect_topic::collect_topic;
pub(crate) use decide_on_topic::{Decision, decide_on_topic};
pub(crate) use decline_seat_change::decline_seat_change;
pub(crate) use prepare_topic::{Preparing, prepare_topic};
pub(crate) use propose_seat_change::propose_seat_change;
pub(crate) use record_seat_change::record_seat_change;
pub(crate) use seed_roster::seed_roster;
