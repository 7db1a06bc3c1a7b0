//! Art. 20 to 23 — Reminder plans (催办方案): who is reminded of a duty, and when. A plan is data; reminding changes nothing in law.
//!
//! Steps lie in office hours of working days. After long silence of the platform only the latest step of a duty counts: whoever
//! is told that it is overdue need not be told that it was due soon.

use std::collections::BTreeMap;

use anyhow::ensure;
use jiff::{
    Timestamp,
    civil::{Date, Time},
};
use proto::words::{
    Word,
    notification::{Level, ReminderStep},
};
use serde::{Deserialize, Deserializer, de::Error};
use workdays::{Calendar, YearNotLoaded};

#[cfg(test)]
mod tests;

/// Every plan in every version.
#[derive(Clone, Debug)]
pub(crate) struct ReminderPlans(BTreeMap<(String, u32), ReminderPlan>);

/// One version of one plan.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReminderPlan {
    /// Name, for example `one_working_day`.
    pub(crate) name: String,
    /// Version.
    pub(crate) version: u32,
    /// On what it rests, in Chinese.
    pub(crate) basis: String,
    /// In force from this day on.
    pub(crate) effective_from: Date,
    /// In the order of time.
    pub(crate) step: Vec<Step>,
}

/// A step of a plan.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {
    /// What it says, for example `due_soon`.
    #[serde(deserialize_with = "word")]
    pub(crate) name: ReminderStep,
    when: When,
    #[serde(default)]
    working_days: u32,
    /// Again each working day from then on.
    #[serde(default)]
    every_working_day: bool,
    at: Time,
    /// Who is told. A rung is told only with all those below it.
    #[serde(deserialize_with = "words")]
    pub(crate) to: Vec<Level>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum When {
    Half,
    Last,
    Due,
    After,
}

/// What a plan needs to know of a clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Clock {
    /// Its working days, in order.
    pub(crate) counted: Vec<Date>,
    /// Its last day.
    pub(crate) due_on: Date,
}

/// A step and its instant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Due<'a> {
    pub(crate) at: Timestamp,
    pub(crate) step: &'a Step,
}

impl ReminderPlan {
    /// The latest step at or before `now`, and the instant of the first one after it. A step whose day cannot be counted yet is
    /// not known yet.
    pub(crate) fn around<'a>(
        &'a self,
        clock: &Clock,
        now: Timestamp,
        calendar: &Calendar,
    ) -> (Option<Due<'a>>, Option<Timestamp>) {
        let mut latest: Option<Due<'a>> = None;
        for step in &self.step {
            // What a step that repeats was before, nobody asks: years may have passed.
            for at in step.instants(clock, now, calendar) {
                if at > now {
                    return (latest, Some(at));
                }
                latest = Some(Due { at, step });
            }
        }
        (latest, None)
    }

    /// Every step from `from` on and before `until`, in the order of time.
    pub(crate) fn between<'a>(
        &'a self,
        clock: &Clock,
        from: Timestamp,
        until: Timestamp,
        calendar: &Calendar,
    ) -> Vec<Due<'a>> {
        let mut found = Vec::new();
        for step in &self.step {
            for at in step.instants(clock, from, calendar) {
                if at >= until {
                    return found;
                }
                if at >= from {
                    found.push(Due { at, step });
                }
            }
        }
        found
    }
}

impl Clock {
    /// The days of a deadline; `None` where it has no date, or makes no sense.
    pub(crate) fn new(days: impl Iterator<Item = Option<Date>>) -> Option<Self> {
        let counted: Vec<Date> = days.collect::<Option<_>>()?;
        let due_on = *counted.last()?;
        Some(Self { counted, due_on })
    }
}

impl Step {
    /// When it is, in Chinese.
    pub(crate) fn when_in_words(&self) -> String {
        let at = self.at.strftime("%H:%M");
        match (self.when, self.every_working_day) {
            (When::Half, _) => format!("时限过半的工作日{at}"),
            (When::Last, _) => format!("最后一个工作日{at}"),
            (When::Due, _) => format!("届满当日{at}"),
            (When::After, false) => format!("届满后第{}个工作日{at}", self.working_days),
            (When::After, true) => format!("届满后第{}个工作日起，每个工作日{at}", self.working_days),
        }
    }

    /// Its instants in the order of time, as far as the calendar goes. Of one that repeats, those long before `around` are left out: the
    /// last at or before it is the first.
    fn instants<'a>(
        &'a self,
        clock: &Clock,
        around: Timestamp,
        calendar: &'a Calendar,
    ) -> impl Iterator<Item = Timestamp> + 'a {
        let first = self.first_day(clock, calendar).ok();
        let begin = first.map(|first| {
            let mut day = clock::civil_date(around);
            while day > first && !(calendar.is_working(day) == Ok(true) && clock::at(day, self.at) <= around)
            {
                day = day.yesterday().unwrap_or(first);
            }
            if self.every_working_day { day.max(first) } else { first }
        });
        let again = std::iter::successors(begin, move |day| next_working(*day, calendar));
        again.take(if self.every_working_day { usize::MAX } else { 1 }).map(|day| clock::at(day, self.at))
    }

    fn first_day(&self, clock: &Clock, calendar: &Calendar) -> Result<Date, YearNotLoaded> {
        let days = clock.counted.len();
        Ok(match self.when {
            When::Half => clock.counted.get(days / 2).copied().unwrap_or(clock.due_on),
            When::Last | When::Due => clock.due_on,
            When::After => calendar.add(clock.due_on, self.working_days)?.due_on,
        })
    }
}

/// The working day after a day; none where the calendar ends.
fn next_working(day: Date, calendar: &Calendar) -> Option<Date> {
    let mut day = day.tomorrow().ok()?;
    while !calendar.is_working(day).ok()? {
        day = day.tomorrow().ok()?;
    }
    Some(day)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    plan: Vec<ReminderPlan>,
}

impl ReminderPlans {
    /// Reads them. Refuses a version that stands twice, and steps that do not follow each other.
    pub(crate) fn parse(text: &str) -> anyhow::Result<Self> {
        let mut plans = BTreeMap::new();
        for plan in toml::from_str::<File>(text)?.plan {
            let key = (plan.name.clone(), plan.version);
            let repeats = plan.step.iter().position(|step| step.every_working_day);
            ensure!(
                repeats.is_none_or(|place| place + 1 == plan.step.len()),
                "{key:?}: only the last step may repeat"
            );
            ensure!(
                plan.step.is_sorted_by_key(|step| (step.when, step.working_days, step.at)),
                "{key:?}: a step stands before an earlier one"
            );
            for step in &plan.step {
                ensure!(!step.to.is_empty(), "{key:?}: a step tells nobody");
                ensure!(
                    Level::ALL.starts_with(&step.to),
                    "{key:?}: a rung is told with all those below it, from below"
                );
            }
            ensure!(plans.insert(key.clone(), plan).is_none(), "the plan {key:?} stands twice");
        }
        Ok(Self(plans))
    }

    /// The plans that come with the program.
    pub(crate) fn bundled() -> anyhow::Result<Self> {
        Self::parse(include_str!("../../data/reminder_plans.toml"))
    }

    /// By name and version.
    pub(crate) fn all(&self) -> impl Iterator<Item = &ReminderPlan> {
        self.0.values()
    }

    /// The version of a plan that is in force on a day.
    pub(crate) fn in_force(&self, name: &str, day: Date) -> Option<&ReminderPlan> {
        self.0.values().rev().find(|plan| plan.name == name && plan.effective_from <= day)
    }
}

/// Whether a step says that nothing was done in time.
pub(crate) fn says_overdue(step: ReminderStep) -> bool {
    matches!(step, ReminderStep::Overdue | ReminderStep::Escalated)
}

fn word<'de, W: Word, D: Deserializer<'de>>(name: D) -> Result<W, D::Error> {
    named(&String::deserialize(name)?).map_err(D::Error::custom)
}

fn words<'de, W: Word, D: Deserializer<'de>>(names: D) -> Result<Vec<W>, D::Error> {
    let names = Vec::<String>::deserialize(names)?;
    names.iter().map(|name| named(name)).collect::<Result<_, _>>().map_err(D::Error::custom)
}

fn named<W: Word>(name: &str) -> Result<W, String> {
    W::ALL.iter().copied().find(|word| word.name() == name).ok_or_else(|| format!("{name:?} is not known"))
}
