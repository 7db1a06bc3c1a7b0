//! Reminds of duties whose plan says so (催办): one notice a unit, rung and time, however many duties it is about.

use std::{collections::BTreeMap, time::Duration};

use ids::DutyId;
use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    model::{DutyKinds, planned_clock},
    rules::reminder_plan::{ReminderPlans, StepName},
    store::{
        dispatch,
        notice::{self, Key},
        reminder::{self, Decided, Planned},
    },
};

#[cfg(test)]
mod tests;

/// How many duties are decided in one transaction.
const BATCH: i64 = 1000;

/// How long a message waits for the rest of its notice, which may be written in several batches.
const MOMENT: Duration = Duration::from_secs(2);

/// By what it is decided whether a step has come.
pub(crate) struct Reminding<'a> {
    /// Every kind of duty.
    pub(crate) kinds: &'a DutyKinds,
    /// Every plan.
    pub(crate) plans: &'a ReminderPlans,
    /// The county's calendar.
    pub(crate) calendar: &'a Calendar,
    /// The instant of the decision.
    pub(crate) now: Timestamp,
}

/// What is told, and of which duties.
type Told = BTreeMap<Key, Vec<(DutyId, StepName)>>;

/// Decides about duties whose time has come; gives how many. Whether a step still applies is decided in this transaction, which
/// also tells it.
pub(crate) async fn remind(tx: &mut PgConnection, by: &Reminding<'_>) -> Result<usize, sqlx::Error> {
    let due = reminder::lock_due(tx, by.now, BATCH).await?;
    let mut told = Told::new();
    let mut decided = Vec::with_capacity(due.len());
    for planned in &due {
        decided.push(decide(planned, by, &mut told));
    }
    let mut notices = Vec::with_capacity(told.len());
    for (key, duties) in &told {
        notices.push(notice::tell(tx, key, duties, by.now).await?);
    }
    dispatch::fan_out(tx, &notices, by.now, MOMENT).await?;
    reminder::save_all(tx, &decided).await?;
    Ok(due.len())
}

fn decide(planned: &Planned, by: &Reminding<'_>, told: &mut Told) -> Decided {
    // What cannot be said yet, for want of a calendar, is asked again tomorrow.
    let tomorrow = by.now + SignedDuration::from_hours(24);
    let nothing = Decided { duty: planned.duty, next_at: tomorrow, taken_at: planned.taken_at };
    let Some(clock) = planned_clock(&planned.deadline) else { return nothing };
    let Some(plan) = by.kinds.plan_of(by.plans, &planned.kind, &clock) else { return nothing };
    let (latest, next_at) = plan.around(&clock, by.now, by.calendar);
    let next_at = next_at.unwrap_or(tomorrow);
    let Some(due) = latest.filter(|latest| planned.taken_at.is_none_or(|taken| taken < latest.at)) else {
        return Decided { next_at, ..nothing };
    };
    for level in &due.step.to {
        let key = Key { unit: planned.owed_by.clone(), level: level.name(), at: due.at };
        told.entry(key).or_default().push((planned.duty, due.step.name));
    }
    Decided { duty: planned.duty, next_at, taken_at: Some(due.at) }
}
