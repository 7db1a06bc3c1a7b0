//! A day on which the county's offices do not work, although the notice would have them work.

use jiff::civil::Date;

/// A local closure (临时停止办公), for example for a storm: the day does not count. Of a day that is no working day it
/// changes nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Closure {
    /// The day.
    pub date: Date,
    /// Who closed.
    pub authority: String,
    /// Why.
    pub reason: String,
    /// The closure was taken back: the day counts as if there had been none.
    pub lifted: bool,
    /// Grows with each change of the day's closure.
    pub version: i64,
}
