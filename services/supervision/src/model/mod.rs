//! What the register of supervised subjects knows.

mod entry;

pub(crate) use entry::{Entry, Kind};
