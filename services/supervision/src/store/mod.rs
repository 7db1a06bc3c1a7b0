//! SQL of the schema `supervision`, one file an aggregate.

pub(crate) mod licence;
pub(crate) mod subject;
