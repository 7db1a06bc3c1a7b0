//! Kinds of duties: the table of clocks, in versions.

use std::collections::BTreeMap;

use duty::{ClockRule, Direction, clocks};

use crate::rules::reminder_plan::{Clock, ReminderPlan, ReminderPlans};

/// Every kind of duty in every version.
#[derive(Clone, Debug)]
pub(crate) struct DutyKinds(BTreeMap<(&'static str, u32), &'static ClockRule>);

impl DutyKinds {
    /// The kinds that come with the program.
    pub(crate) fn bundled() -> Self {
        Self(clocks::ALL.iter().map(|rule| ((rule.kind, rule.version), *rule)).collect())
    }

    /// By code and version.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static ClockRule> {
        self.0.values().copied()
    }

    /// The newest version of a kind: what is said of a duty whose own version this program does not know.
    pub(crate) fn newest(&self, code: &str) -> Option<&'static ClockRule> {
        self.0.values().rev().copied().find(|rule| rule.kind == code)
    }

    /// The kind that a rule such as `C2/1` is a version of.
    pub(crate) fn of_rule(&self, rule: &str) -> Option<&'static ClockRule> {
        let (code, version) = rule.split_once('/')?;
        let version = version.parse().ok()?;
        self.0.get(&(code, version)).copied().or_else(|| self.newest(code))
    }

    /// The reminder plan that is in force for a clock of a kind, by the version of the kind that the clock was counted by.
    pub(crate) fn plan_of<'a>(
        &self,
        plans: &'a ReminderPlans,
        kind: &str,
        rule: &str,
        clock: &Clock,
    ) -> Option<&'a ReminderPlan> {
        let kind = self.of_rule(rule).filter(|of_rule| of_rule.kind == kind).or_else(|| self.newest(kind))?;
        plans.in_force(kind.plan, clock.due_on)
    }

    /// The codes of a direction.
    pub(crate) fn of_direction(&self, direction: Direction) -> Vec<String> {
        let mut codes: Vec<String> =
            self.all().filter(|rule| rule.direction == direction).map(|rule| rule.kind.to_owned()).collect();
        codes.dedup();
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_found_by_its_code_its_rule_and_its_direction() {
        let kinds = DutyKinds::bundled();
        assert!(
            kinds.of_direction(Direction::ToSupervision).starts_with(&["C1".to_owned(), "C2".to_owned()])
        );
        assert_eq!(kinds.newest("C2").unwrap().plan, "one_working_day");
        assert_eq!(kinds.newest("C99"), None);
        assert_eq!(kinds.of_rule("C2/1"), kinds.newest("C2"));
        assert_eq!(kinds.of_rule("C2/7"), kinds.newest("C2"), "a version that this program does not know");
        assert_eq!(kinds.of_rule("C99/1"), None);
    }

    #[test]
    fn every_clock_has_a_reminder_plan() {
        let plans = ReminderPlans::bundled().unwrap();
        for rule in DutyKinds::bundled().all() {
            let clock = Clock { counted: Vec::new(), due_on: rule.effective_from };
            let of_rule = format!("{}/{}", rule.kind, rule.version);
            let plan = DutyKinds::bundled().plan_of(&plans, rule.kind, &of_rule, &clock).is_some();
            assert!(plan, "{of_rule}");
        }
    }

    #[test]
    fn a_clock_is_reminded_of_by_the_version_that_it_was_counted_by() {
        static NEWER: ClockRule = ClockRule { version: 2, plan: "several_working_days", ..clocks::C2 };
        let plans = ReminderPlans::bundled().unwrap();
        let mut kinds = DutyKinds::bundled();
        kinds.0.insert(("C2", 2), &NEWER);
        let clock = Clock { counted: Vec::new(), due_on: jiff::civil::date(2026, 10, 12) };
        let plan = |rule| kinds.plan_of(&plans, "C2", rule, &clock).map(|plan| plan.name.as_str());
        assert_eq!((plan("C2/1"), plan("C2/2")), (Some("one_working_day"), Some("several_working_days")));
        assert_eq!(plan("C1/1"), Some("several_working_days"), "a rule of another kind says nothing of it");
    }
}
