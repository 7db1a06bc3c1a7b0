//! What was told to whom, and how it is said.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Write};

use ids::{NoticeId, UnitCode};
use jiff::Timestamp;

use super::DutyKinds;
use crate::rules::{
    receivers::About,
    reminder_plan::{Level, StepName},
};

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
    pub(crate) step: StepName,
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

/// What is said of the duties of these groups, the most pressing first.
pub(crate) fn parts_of<'a>(groups: impl IntoIterator<Item = &'a Group>) -> Vec<Part> {
    let mut counts: BTreeMap<(Reverse<StepName>, &str), (i64, i64)> = BTreeMap::new();
    for group in groups {
        let (duties, open) = counts.entry((Reverse(group.about.step), &group.about.kind)).or_default();
        *duties += group.duties;
        *open += group.open;
    }
    let part = |((step, kind), (duties, open)): ((Reverse<StepName>, &str), (i64, i64))| Part {
        step: step.0,
        kind: kind.to_owned(),
        duties,
        open,
    };
    counts.into_iter().map(part).collect()
}

/// A time at which somebody was told of a duty.
pub(crate) struct Telling {
    pub(crate) notice: NoticeId,
    pub(crate) level: Level,
    pub(crate) step: StepName,
    pub(crate) created_at: Timestamp,
}

/// What a notice says, as one sentence without personal data.
pub(crate) fn sentence(unit_name: &str, parts: &[Part], kinds: &DutyKinds) -> String {
    let mut text = format!("{unit_name}：");
    for (place, part) in parts.iter().enumerate() {
        let kind = kinds.newest(&part.kind).map_or(part.kind.as_str(), |kind| kind.name.as_str());
        let stop = if place == 0 { "" } else { "；" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{stop}{kind} {} 件{}", part.duties, said(part.step));
    }
    text
}

fn said(step: StepName) -> &'static str {
    match step {
        StepName::HalfTime => "时限已过半",
        StepName::DueToday => "今日24:00到期",
        StepName::DueSoon => "即将到期，请于今日24:00前办结",
        StepName::Overdue => "已逾期，请立即办理",
        StepName::Escalated => "逾期已超过两个工作日，已报行政审批部门督办",
    }
}
