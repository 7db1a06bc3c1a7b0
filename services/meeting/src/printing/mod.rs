//! Papers to print (公文): what minutes look like on paper, and the program `press` that sets them.

mod minutes;
mod numerals;
mod paper;
mod press;

pub(crate) use minutes::{Shown, minutes};
pub(crate) use press::{Format, Press};
