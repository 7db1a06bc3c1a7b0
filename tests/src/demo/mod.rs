//! The two demonstrations: a file once, and a month in time-lapse.

mod once;
mod playhouse;

pub use once::{Outcome, once};
pub use playhouse::Playhouse;
