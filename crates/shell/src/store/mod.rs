//! SQL of the schema `shell`.

pub(crate) mod audit;
pub(crate) mod context;
mod next_transaction;
pub(crate) mod now;
pub(crate) mod request;

pub(crate) use next_transaction::next_transaction;
