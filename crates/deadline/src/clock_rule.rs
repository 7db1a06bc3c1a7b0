//! Art. 22, 23 — What makes a clock: its name in the table of clocks, the version of the rule, its length, its article.

use refusal::Article;

/// The rule of one clock. A changed rule is a new version: what was opened under the old one keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ClockRule {
    /// Name in the table of clocks, for example `C2`.
    pub kind: &'static str,
    /// Version of the rule.
    pub version: u32,
    /// How many working days it gives.
    pub working_days: u32,
    /// Where it stands.
    pub article: Article,
}
