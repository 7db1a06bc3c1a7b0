//! Duties of the regulation (时限义务), for every service that owes one: the rule that makes a clock, the date that the calendar gives it,
//! the explanation of the date, and what is said of the duty when it begins, ends, falls away or has another date.

mod clock_rule;
pub mod clocks;
mod columns;
mod deadline;
mod duty;
mod subject;
mod wire;

pub use crate::{
    clock_rule::ClockRule,
    columns::{ClockColumns, ClockLists},
    deadline::Deadline,
    duty::{Duty, Parties},
    subject::{Subject, title},
    wire::{deadline_from_proto, deadline_to_proto, explain, year_not_loaded},
};
pub use proto::words::{
    duty::{SubjectKind, Withdrawal},
    notification::Direction,
};
