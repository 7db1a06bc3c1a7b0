//! A date that moved (期限变动) keeps what it was and what of the calendar changed, so that it can be explained.

use ids::DutyId;
use jiff::Timestamp;

/// A count that moved the date of a duty, or gave it one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Redating {
    pub(crate) duty: DutyId,
    /// The calendar of the count.
    pub(crate) calendar_version: i64,
    /// The exclusive end as it was; none: 待定.
    pub(crate) previous_due_at: Option<Timestamp>,
    /// As it was counted then.
    pub(crate) due_at: Option<Timestamp>,
    /// What of the calendar changed.
    pub(crate) cause: String,
}
