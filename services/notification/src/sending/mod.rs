//! Messages that leave: what they say, on which way they go, and what became of them.

mod known_again;
mod messages;
mod post;
mod prepare;
mod run;
mod settings;
#[cfg(test)]
mod tests;

pub(crate) use known_again::known_again;
pub(crate) use messages::{Messages, Said};
pub(crate) use post::{Post, check_key};
pub(crate) use run::run;
pub use settings::{Pace, Robots, Sending, SmsSettings};
