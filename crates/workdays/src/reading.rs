//! How "at least n working days before" is read.

use serde::{Deserialize, Serialize};

/// The reading of "at least n working days before" (至少提前n个工作日); a setting with its legal basis.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Any time on the n-th working day before is early enough.
    #[default]
    Ordinary,
    /// n whole working days must lie between: the day before the n-th working day is the last that is early enough.
    ClearDays,
}
