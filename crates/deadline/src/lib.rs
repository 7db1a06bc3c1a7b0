//! Clocks of the regulation (时限), for every service that keeps one: the rule that makes a clock, the date that the calendar gives
//! it, and the explanation of the date on the wire.

mod clock_rule;
mod deadline;
mod wire;

pub use crate::{
    clock_rule::ClockRule,
    deadline::Deadline,
    wire::{deadline_from_proto, deadline_to_proto, explain, year_not_loaded},
};
