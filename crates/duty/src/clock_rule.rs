//! Art. 22, 23 — What makes a clock: its name in the table of clocks, the version of the rule, its length, its article, who owes it.

use jiff::civil::Date;
use proto::words::notification::Direction;
use refusal::Article;

/// One version of the rule of one clock, as a row of [`crate::clocks`]. A changed rule is a new version: what was opened under the old
/// one keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockRule {
    /// Name in the table of clocks, for example `C2`.
    pub kind: &'static str,
    /// Version of the rule.
    pub version: u32,
    /// What is owed, for example 认领审批信息.
    pub name: &'static str,
    /// Where it stands.
    pub article: Article,
    /// How many working days it gives; 0 where people name the day.
    pub working_days: u32,
    /// Whose information it moves (方向).
    pub direction: Direction,
    /// Who owes it, in words.
    pub owed_by: &'static str,
    /// Name of its reminder plan.
    pub plan: &'static str,
    /// In force from this day on.
    pub effective_from: Date,
}
