//! A paper (公文) is plain text with its parts; the program `press` alone knows how GB/T 9704—2012 sets one.
//!
//! What is here is agreed on between the two: the types in JSON, what makes a paper valid, and how `press` ends. With the feature
//! `process` a service runs it. What minutes or a letter say on paper is their service's.

pub mod exit_code;
mod numeral;
mod paper;
#[cfg(feature = "process")]
mod press;
mod valid;

pub use numeral::numeral;
pub use paper::{Fact, Imprint, Item, Line, List, Paper, Part};
#[cfg(feature = "process")]
pub use press::{Format, Press};
pub use valid::{Invalid, LONGEST};
