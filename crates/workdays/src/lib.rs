//! The working-day engine (工作日): what a deadline is, and why it is that date.
//!
//! Days are civil dates of Asia/Shanghai, counted by the yearly notices of the State Council's office. The start day is
//! never counted. A year without a calendar is an error, never a guess: the caller keeps its clock without a date (待定).

mod bundled;
mod calendar;
mod cause;
mod closure;
mod counted;
mod reading;
mod year;

pub use bundled::bundled_years;
pub use calendar::{Calendar, YearNotLoaded};
pub use closure::Closure;
pub use counted::{CalendarUsed, ClosureUsed, Counted, Day, DueAt};
pub use reading::Reading;
pub use year::{BadYear, Year};
