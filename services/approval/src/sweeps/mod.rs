//! Periodic passes, each enough by itself.

mod date_decisions;

pub(crate) use date_decisions::date_decisions;
