//! Taking messages in, so that each has its effect once, whatever wire they came by and however often.

mod attempt;
mod put_off;
mod store;
mod take;

pub(crate) use attempt::Failed;
pub(crate) use store::{forget_failures, insert, write_receipts};
pub use take::Outcome;
pub(crate) use take::take;
