//! Messages that leave: what they say, on which way they go, and what became of them.

mod canonical_address;
mod facts;
mod messages;
mod post;
mod prepare;
mod run;
mod settings;
#[cfg(test)]
mod tests;

pub(crate) use canonical_address::canonical_address;
use messages::MessageFacts;
pub(crate) use messages::{Messages, Sample};
pub(crate) use post::{Post, check_key};
pub(crate) use run::run;
pub use settings::{Pace, Robots, Sending};
