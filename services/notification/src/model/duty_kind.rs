//! Kinds of duties: data, in versions.

use std::collections::BTreeMap;

use anyhow::ensure;
use jiff::civil::Date;
use serde::Deserialize;

use crate::rules::reminder_plan::{Clock, ReminderPlan, ReminderPlans};

/// Every kind of duty in every version.
#[derive(Clone, Debug)]
pub(crate) struct DutyKinds(BTreeMap<(String, u32), DutyKind>);

/// One version of one kind.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DutyKind {
    /// Clock of the rules table, for example `C2`.
    pub(crate) code: String,
    /// Version of the rule.
    pub(crate) version: u32,
    /// Name, for example 认领审批信息.
    pub(crate) name: String,
    /// Where it stands.
    pub(crate) article: String,
    /// How many working days it gives.
    pub(crate) working_days: u32,
    /// Whose information it moves.
    pub(crate) direction: Direction,
    /// Who owes it, in words.
    pub(crate) owed_by: String,
    /// Name of its reminder plan.
    pub(crate) plan: String,
    /// In force from this day on.
    pub(crate) effective_from: Date,
}

/// Whose information a duty moves (方向).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Direction {
    /// 审批→监管.
    ToSupervision,
    /// 监管→审批.
    ToApproval,
    /// 统筹协调: no information, but what the office and the joint meeting ask for.
    Coordination,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Vec<DutyKind>,
}

impl DutyKinds {
    /// Reads them; the same version twice is refused.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        let mut kinds = BTreeMap::new();
        for kind in toml::from_str::<File>(text)?.kind {
            let key = (kind.code.clone(), kind.version);
            ensure!(kinds.insert(key.clone(), kind).is_none(), "the kind {key:?} stands twice");
        }
        Ok(Self(kinds))
    }

    /// The kinds that come with the program.
    pub(crate) fn bundled() -> anyhow::Result<Self> {
        Self::parse(include_str!("../../data/duty_kinds.toml"))
    }

    /// By code and version.
    pub(crate) fn all(&self) -> impl Iterator<Item = &DutyKind> {
        self.0.values()
    }

    /// The newest version of a kind: what is said of a duty whose own version this program does not know.
    pub(crate) fn newest(&self, code: &str) -> Option<&DutyKind> {
        self.0.values().rev().find(|kind| kind.code == code)
    }

    /// The kind that a rule such as `C2/1` is a version of.
    pub(crate) fn of_rule(&self, rule: &str) -> Option<&DutyKind> {
        let (code, version) = rule.split_once('/')?;
        self.0.get(&(code.to_owned(), version.parse().ok()?)).or_else(|| self.newest(code))
    }

    /// The reminder plan that is in force for a clock of a kind, by the version of the kind that the clock was counted by.
    pub(crate) fn plan_of<'a>(
        &self,
        plans: &'a ReminderPlans,
        (kind, rule): (&str, &str),
        clock: &Clock,
    ) -> Option<&'a ReminderPlan> {
        let kind = self.of_rule(rule).filter(|of_rule| of_rule.code == kind).or_else(|| self.newest(kind))?;
        plans.in_force(&kind.plan, clock.due_on)
    }

    /// The codes of a direction.
    pub(crate) fn of_direction(&self, direction: Direction) -> Vec<String> {
        let mut codes: Vec<String> =
            self.all().filter(|kind| kind.direction == direction).map(|kind| kind.code.clone()).collect();
        codes.dedup();
        codes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_that_come_with_the_program_are_sound() {
        let kinds = DutyKinds::bundled().unwrap();
        let names: Vec<_> = kinds.all().map(|kind| (kind.code.as_str(), kind.name.as_str())).collect();
        assert_eq!(
            names,
            [
                ("C1", "推送审批信息"),
                ("C13", "发送会议材料"),
                ("C14", "落实议定事项"),
                ("C2", "认领审批信息"),
                ("L1", "回复督办函")
            ]
        );
        assert_eq!(kinds.of_direction(Direction::ToSupervision), ["C1", "C2"]);
        assert_eq!(kinds.newest("C2").unwrap().plan, "one_working_day");
        assert_eq!(kinds.newest("C99"), None);
        assert_eq!(kinds.of_rule("C2/1"), kinds.newest("C2"));
        assert_eq!(kinds.of_rule("C2/7"), kinds.newest("C2"), "a version that this program does not know");
        assert_eq!(kinds.of_rule("C99/1"), None);
    }

    #[test]
    fn a_clock_is_reminded_of_by_the_version_that_it_was_counted_by() {
        let plans = ReminderPlans::bundled().unwrap();
        let mut kinds = DutyKinds::bundled().unwrap();
        let newer = DutyKind {
            version: 2,
            plan: "several_working_days".to_owned(),
            ..kinds.newest("C2").unwrap().clone()
        };
        kinds.0.insert(("C2".to_owned(), 2), newer);
        let clock = Clock { counted: Vec::new(), due_on: jiff::civil::date(2026, 10, 12) };
        let plan = |rule| kinds.plan_of(&plans, ("C2", rule), &clock).map(|plan| plan.name.as_str());
        assert_eq!((plan("C2/1"), plan("C2/2")), (Some("one_working_day"), Some("several_working_days")));
        assert_eq!(plan("C1/1"), Some("several_working_days"), "a rule of another kind says nothing of it");
    }

    #[test]
    fn a_version_stands_once() {
        let once = include_str!("../../data/duty_kinds.toml");
        assert!(DutyKinds::parse(&format!("{once}\n{}", once.replace('#', " #"))).is_err());
        assert!(DutyKinds::parse("kind = [{ code = \"C1\" }]").is_err());
    }
}
