//! What was told to whom, and how it is said.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Write};

use ids::{DutyId, NoticeId, UnitCode};
use jiff::{SignedDuration, Timestamp, civil::Date};
use proto::words::notification::{Level, NeedlessReason, ReminderStep};

use super::DutyKinds;
use crate::rules::receivers::About;

/// A notice as its reader sees it.
#[derive(Debug)]
pub(crate) struct Notice {
    pub(crate) id: NoticeId,
    pub(crate) unit: UnitCode,
    pub(crate) level: Level,
    pub(crate) at: Timestamp,
    pub(crate) created_at: Timestamp,
    pub(crate) read_at: Option<Timestamp>,
    /// What it says, the latest steps first.
    pub(crate) parts: Vec<Part>,
}

/// What a notice says of the duties of one kind that are at the same step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Part {
    pub(crate) step: ReminderStep,
    pub(crate) kind: String,
    /// How many duties it told of.
    pub(crate) duties: i64,
    /// How many of them are still open.
    pub(crate) open: i64,
}

/// The duties of a notice that are alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Group {
    pub(crate) about: About,
    /// How many duties it told of.
    pub(crate) duties: i64,
    /// How many of them are still open.
    pub(crate) open: i64,
}

/// The duties of a notice that are alike, as they are now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct GroupNow {
    pub(crate) notice: NoticeId,
    pub(crate) about: About,
    /// Duties of which the notice is still true.
    pub(crate) still_true: i64,
    /// Duties that are open.
    pub(crate) open: i64,
    /// Open duties of which nothing later was told.
    pub(crate) latest: i64,
}

impl GroupNow {
    /// The duties of which the notice is still true; none where there are none.
    pub(crate) fn still_true(&self) -> Option<Group> {
        let group = Group { about: self.about.clone(), duties: self.still_true, open: self.still_true };
        (self.still_true > 0).then_some(group)
    }

    /// Why the notice is not true of the others any more.
    pub(crate) fn needless(&self) -> NeedlessReason {
        match (self.open, self.latest) {
            (0, _) => NeedlessReason::Done,
            (_, 0) => NeedlessReason::Superseded,
            _ => NeedlessReason::Outdated,
        }
    }
}

/// A duty that a message names: what it is about, by its name and the end of its number; never whose licence it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct UrgentDuty {
    pub(crate) about: About,
    pub(crate) duty: DutyId,
    /// What it is about: an item, or a letter by its number.
    pub(crate) name: String,
    /// The number of a document; empty where there is none.
    pub(crate) number: String,
    pub(crate) due_at: Timestamp,
}

impl UrgentDuty {
    /// How many a message names.
    pub(crate) const MOST: usize = 5;
    /// Longest name, in characters; a longer one is cut.
    const LONGEST_NAME: usize = 24;
    /// How much is shown of a number, in characters, at most.
    const TAIL: usize = 12;

    /// The name, cut to [`Self::LONGEST_NAME`] characters.
    pub(crate) fn short_name(&self) -> String {
        if self.name.chars().count() <= Self::LONGEST_NAME {
            return self.name.clone();
        }
        self.name.chars().take(Self::LONGEST_NAME - 1).chain(['…']).collect()
    }

    /// The end of the number, from its year on; empty where there is none.
    pub(crate) fn tail(&self) -> String {
        let whole = self.number.as_str();
        let number = whole.find('〔').and_then(|year| whole.get(year..)).unwrap_or(whole);
        let rest = number.chars().count().saturating_sub(Self::TAIL);
        let tail = number.chars().skip(rest);
        if rest == 0 && number == whole { tail.collect() } else { ['…'].into_iter().chain(tail).collect() }
    }

    /// The last day.
    pub(crate) fn last_day(&self) -> Date {
        clock::civil_date(self.due_at - SignedDuration::from_secs(1))
    }
}

/// What is said of the duties of these groups, the most pressing first.
pub(crate) fn parts_of<'a>(groups: impl IntoIterator<Item = &'a Group>) -> Vec<Part> {
    let mut counts: BTreeMap<(Reverse<ReminderStep>, &str), (i64, i64)> = BTreeMap::new();
    for group in groups {
        let (duties, open) = counts.entry((Reverse(group.about.step), &group.about.kind)).or_default();
        *duties += group.duties;
        *open += group.open;
    }
    let part = |((step, kind), (duties, open)): ((Reverse<ReminderStep>, &str), (i64, i64))| Part {
        step: step.0,
        kind: kind.to_owned(),
        duties,
        open,
    };
    counts.into_iter().map(part).collect()
}

/// What a notice says, as one sentence without personal data.
pub(crate) fn sentence(unit_name: &str, parts: &[Part], kinds: &DutyKinds) -> String {
    let mut text = format!("{unit_name}：");
    for (place, part) in parts.iter().enumerate() {
        let kind = kinds.newest(&part.kind).map_or(part.kind.as_str(), |kind| kind.name);
        let stop = if place == 0 { "" } else { "；" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{stop}{kind} {} 件{}", part.duties, said(part.step));
    }
    text
}

fn said(step: ReminderStep) -> &'static str {
    match step {
        ReminderStep::HalfTime => "时限已过半",
        ReminderStep::DueToday => "今日24:00到期",
        ReminderStep::DueSoon => "即将到期，请于今日24:00前办结",
        ReminderStep::Overdue => "已逾期，请立即办理",
        ReminderStep::Escalated => "逾期已超过两个工作日，已报行政审批部门督办",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duty_is_named_by_its_item_and_the_end_of_its_number() {
        let named = |name: &str, number: &str| {
            let about = About { kind: "C2".to_owned(), item: String::new(), step: ReminderStep::DueToday };
            let due_at = "2026-10-10T00:00:00+08:00".parse().unwrap();
            let (duty, name, number) =
                (DutyId::of("C2", ids::Uuid::nil()), name.to_owned(), number.to_owned());
            let duty = UrgentDuty { about, duty, name, number, due_at };
            (duty.short_name(), duty.tail(), duty.last_day().to_string())
        };
        let text = |text: &str| text.to_owned();
        assert_eq!(
            named("食品经营许可", "示例审批许字〔2026〕12号"),
            (text("食品经营许可"), text("…〔2026〕12号"), text("2026-10-09"))
        );
        assert_eq!(named("督办函〔2026〕1号", "").1, "", "a number alone is whole");
        let long = named(&"许可".repeat(20), "1号");
        assert_eq!((long.0.chars().count(), long.1.as_str()), (24, "1号"));
    }
}
