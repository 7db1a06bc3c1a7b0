//! The table of clocks: one row per version of a rule. A version that was in force is never edited: the next one is added to [`ALL`].

use jiff::civil::{Date, date};
use refusal::articles;

use crate::{ClockRule, Direction};

/// Before the platform's first day anywhere.
const FROM_THE_BEGINNING: Date = date(2020, 1, 1);

/// Push a decision.
pub const C1: ClockRule = ClockRule {
    kind: "C1",
    version: 1,
    name: "推送审批信息",
    article: articles::ART_22_1,
    working_days: 1,
    direction: Direction::ToSupervision,
    owed_by: "作出许可决定的审批部门",
    plan: "one_working_day",
    effective_from: FROM_THE_BEGINNING,
};

/// Claim what was pushed.
pub const C2: ClockRule = ClockRule {
    kind: "C2",
    version: 1,
    name: "认领审批信息",
    article: articles::ART_22_1,
    working_days: 1,
    direction: Direction::ToSupervision,
    owed_by: "收到推送的监管部门",
    plan: "one_working_day",
    effective_from: FROM_THE_BEGINNING,
};

/// Answer a supervision letter (督办函). The working days are those that the letter gives; three where it says nothing.
pub const L1: ClockRule = ClockRule {
    kind: "L1",
    version: 1,
    name: "回复督办函",
    article: articles::ART_28,
    working_days: 3,
    direction: Direction::Coordination,
    owed_by: "收到督办函的单位",
    plan: "several_working_days",
    effective_from: FROM_THE_BEGINNING,
};

/// Send the materials of a meeting, counted backwards from its day.
pub const C13: ClockRule = ClockRule {
    kind: "C13",
    version: 1,
    name: "发送会议材料",
    article: articles::MEETING_3_4,
    working_days: 1,
    direction: Direction::Coordination,
    owed_by: "联席会议办公室",
    plan: "one_working_day",
    effective_from: FROM_THE_BEGINNING,
};

/// Carry out a resolution, until the day that the minutes name, or to which the office extended it.
pub const C14: ClockRule = ClockRule {
    kind: "C14",
    version: 1,
    name: "落实议定事项",
    article: articles::MEETING_3_5,
    working_days: 0,
    direction: Direction::Coordination,
    owed_by: "牵头单位",
    plan: "several_working_days",
    effective_from: FROM_THE_BEGINNING,
};

/// Every version of every clock.
pub const ALL: &[&ClockRule] = &[&C1, &C2, &L1, &C13, &C14];

/// The newest version of a clock.
pub fn newest(kind: &str) -> Option<&'static ClockRule> {
    ALL.iter().copied().filter(|rule| rule.kind == kind).max_by_key(|rule| rule.version)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_version_stands_once() {
        let versions: BTreeSet<_> = ALL.iter().map(|rule| (rule.kind, rule.version)).collect();
        assert_eq!(versions.len(), ALL.len());
        assert_eq!(newest("C2"), Some(&C2));
        assert_eq!(newest("C99"), None);
    }
}
