//! Reminds of duties whose plan says so (催办): one notice a unit, rung and time, however many duties it is about.

use std::collections::BTreeMap;

use ids::DutyId;
use jiff::{SignedDuration, Timestamp};
use reference::Directory;
use sqlx::PgConnection;
use workdays::Calendar;

use super::{MOMENT, Told, fan_out};
use crate::{
    SERVICE,
    model::{DutyKinds, planned_clock},
    rules::{receivers::About, reminder_plan::ReminderPlans},
    store::{
        notice::{self, Key},
        reminder::{self, Decided, Planned},
        transit_check,
    },
};

#[cfg(test)]
mod tests;

/// How many duties are decided in one transaction.
const BATCH: i64 = 1000;

/// By what it is said when a step comes.
pub(crate) struct Timetable<'a> {
    /// Every kind of duty.
    pub(crate) kinds: &'a DutyKinds,
    /// Every plan.
    pub(crate) plans: &'a ReminderPlans,
    /// The county's calendar.
    pub(crate) calendar: &'a Calendar,
}

/// What is told, and of which duties.
type Telling = BTreeMap<Key, Vec<(DutyId, About)>>;

/// Up to when all is known of each service.
pub(super) type Proven = BTreeMap<String, Timestamp>;

/// Decides about duties whose time has come; gives how many. Whether a step still applies is decided in this transaction, which
/// also tells it.
pub(crate) async fn remind(
    tx: &mut PgConnection,
    by: &Timetable<'_>,
    directory: &Directory,
    now: Timestamp,
) -> Result<usize, sqlx::Error> {
    let due = reminder::lock_due(tx, now, BATCH).await?;
    let proven = transit_check::proven(tx).await?;
    let mut telling = Telling::new();
    let mut decided = Vec::with_capacity(due.len());
    for planned in &due {
        decided.push(decide(planned, by, now, &proven, &mut telling));
    }
    let mut told = Vec::with_capacity(telling.len());
    for (key, duties) in &telling {
        let notice = notice::tell(tx, key, duties, now, MOMENT).await?;
        told.push(Told { notice, key, about: duties.iter().map(|(_, about)| about).collect() });
    }
    fan_out(tx, &told, directory, now).await?;
    reminder::save_all(tx, &decided).await?;
    Ok(due.len())
}

fn decide(
    planned: &Planned,
    by: &Timetable<'_>,
    now: Timestamp,
    proven: &Proven,
    telling: &mut Telling,
) -> Decided {
    // What cannot be said yet, for want of a calendar, is asked again tomorrow.
    let tomorrow = now + SignedDuration::from_hours(24);
    let nothing =
        Decided { duty: planned.duty, next_at: tomorrow, taken_at: planned.taken_at, held_by: None };
    let Some(clock) = planned_clock(&planned.deadline) else { return nothing };
    let Some(plan) = by.kinds.plan_of(by.plans, (&planned.kind, &planned.deadline.rule), &clock) else {
        return nothing;
    };
    let (latest, next_at) = plan.around(&clock, now, by.calendar);
    let next_at = next_at.unwrap_or(tomorrow);
    let Some(due) = latest.filter(|latest| planned.taken_at.is_none_or(|taken| taken < latest.at)) else {
        return Decided { next_at, ..nothing };
    };
    if let Some(due_at) = planned.due_at.filter(|_| due.step.name.says_overdue())
        && !is_proven(&planned.sender, due_at, proven)
    {
        return Decided { held_by: Some((planned.sender.clone(), due_at)), ..nothing };
    }
    for level in &due.step.to {
        let key = Key { unit: planned.owed_by.clone(), level: *level, at: due.at };
        let about = About { kind: planned.kind.clone(), item: planned.item.clone(), step: due.step.name };
        telling.entry(key).or_default().push((planned.duty, about));
    }
    Decided { next_at, taken_at: Some(due.at), ..nothing }
}

/// Whether all that the owner of a clock did before its date has arrived here. What this service owns itself is here.
pub(super) fn is_proven(sender: &str, due_at: Timestamp, proven: &Proven) -> bool {
    sender == SERVICE || proven.get(sender).is_some_and(|until| due_at <= *until)
}
