//! Periodic passes, each enough by itself; signals only hurry them.

mod date_clocks;

pub use date_clocks::date_clocks;
