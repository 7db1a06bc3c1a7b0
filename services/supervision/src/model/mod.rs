//! What the register of supervised subjects keeps, as plain values.

mod entry;

pub(crate) use entry::Entry;
