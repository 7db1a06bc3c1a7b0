//! SQL of the schema `shell`.

pub(crate) mod audit;
pub(crate) mod context;
pub(crate) mod now;
pub(crate) mod request;
