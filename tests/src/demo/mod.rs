//! The two demonstrations: a file once, and a month in time-lapse.

mod claim;
mod interruption;
mod month;
mod once;
mod playhouse;
mod sent;

pub use month::month;
pub use once::{Outcome, once};
pub use playhouse::Playhouse;

/// The approval bureau of the sample directory.
const SENDER: &str = "xzspj";
