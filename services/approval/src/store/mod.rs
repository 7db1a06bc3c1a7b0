//! SQL of the schema `approval`, one file an aggregate. Every function works in the caller's transaction.

pub(crate) mod decision;
pub(crate) mod grounds;
pub(crate) mod imported_row;
pub(crate) mod item;
pub(crate) mod lock;
pub(crate) mod push_clock;
pub(crate) mod read_only;
pub(crate) mod responsibility_map;
