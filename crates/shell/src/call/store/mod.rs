//! SQL of the schema `shell`, and what the database itself is asked: its time, its transactions.

pub(crate) mod audit;
pub(crate) mod context;
mod next_transaction;
pub(crate) mod now;
pub(crate) mod request;

pub(crate) use next_transaction::next_transaction;
