//! 审管责任清单: which units supervise what was licensed under an item.

use jiff::{Timestamp, civil::Date};

pub(crate) use crate::rules::supervisor_named::Responsibility;

/// A published version of the responsibility map. Never changed: a change is a new version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ResponsibilityMap {
    /// Number of the version, 1 for the first.
    pub(crate) version: i64,
    /// First day on which it holds.
    pub(crate) effective_from: Date,
    /// 依据.
    pub(crate) legal_basis: String,
    /// When it was published.
    pub(crate) published_at: Timestamp,
    /// By item code.
    pub(crate) responsibilities: Vec<Responsibility>,
}
