//! Reminds of duties whose plan says so (催办): one notice a unit, rung and time, however many duties it is about.

use std::collections::{BTreeMap, BTreeSet};

use ids::DutyId;
use jiff::{SignedDuration, Timestamp};
use reference::Directory;
use sqlx::PgConnection;
use workdays::Calendar;

use super::{Audience, MOMENT, NoticeToSend, ToSend, fan_out};
use crate::{
    SERVICE,
    model::{DutyKinds, planned_clock},
    rules::{
        receivers::About,
        reminder_plan::{ReminderPlans, says_overdue},
    },
    store::{
        notice::{self, Key, ToldDuty},
        reminder::{self, Decided, Planned},
        transit_check,
    },
};

#[cfg(test)]
mod tests;

/// How many duties are decided in one transaction.
const BATCH: i64 = 1000;

/// What decides when the steps of a duty come.
pub(crate) struct Timetable<'a> {
    /// Every kind of duty.
    pub(crate) kinds: &'a DutyKinds,
    /// Every plan.
    pub(crate) plans: &'a ReminderPlans,
    /// The county's calendar.
    pub(crate) calendar: &'a Calendar,
}

/// Which duties are told of, and what is said of each.
type DutiesToTell = BTreeMap<Key, Vec<(DutyId, About)>>;

/// Up to when all is known of each service.
pub(super) type Proven = BTreeMap<String, Timestamp>;

/// Decides about duties whose time has come; returns how many. Whether a step still applies is decided in this transaction, which
/// also tells it.
pub(crate) async fn remind(
    tx: &mut PgConnection,
    by: &Timetable<'_>,
    directory: &Directory,
    now: Timestamp,
) -> Result<usize, sqlx::Error> {
    let due = reminder::lock_due(tx, now, BATCH).await?;
    let proven = transit_check::proven(tx).await?;
    let mut to_tell = DutiesToTell::new();
    let mut decided = Vec::with_capacity(due.len());
    for planned in &due {
        decided.push(decide(planned, by, now, &proven, &mut to_tell));
    }
    if !to_tell.is_empty() {
        tell(tx, &to_tell, directory, now).await?;
    }
    reminder::save_all(tx, &decided).await?;
    Ok(due.len())
}

/// Writes the notices, and the messages to whoever is to hear of them.
async fn tell(
    tx: &mut PgConnection,
    to_tell: &DutiesToTell,
    directory: &Directory,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let audience = Audience::of(tx, to_tell.keys().map(|key| &key.unit), directory, now).await?;
    let mut told = Vec::with_capacity(to_tell.len());
    for (key, duties) in to_tell {
        let about: BTreeSet<&About> = duties.iter().map(|(_, about)| about).collect();
        let unsent = audience.why_unsent(key, &about);
        let duty = |(id, about): &(DutyId, About)| ToldDuty {
            id: *id,
            step: about.step,
            unsent: unsent.get(about).copied(),
        };
        let duties: Vec<ToldDuty> = duties.iter().map(duty).collect();
        let id = notice::tell(tx, key, &duties, now, MOMENT).await?;
        told.push(ToSend::Notice(NoticeToSend { id, key, about: about.into_iter().collect() }));
    }
    fan_out(tx, &audience, &told, now).await
}

fn decide(
    planned: &Planned,
    by: &Timetable<'_>,
    now: Timestamp,
    proven: &Proven,
    to_tell: &mut DutiesToTell,
) -> Decided {
    // What cannot be said yet, for want of a calendar, is asked again tomorrow.
    let tomorrow = now + SignedDuration::from_hours(24);
    let nothing =
        Decided { duty: planned.duty, next_at: tomorrow, taken_at: planned.taken_at, held_by: None };
    let Some(clock) = planned_clock(&planned.deadline) else { return nothing };
    let Some(plan) = by.kinds.plan_of(by.plans, &planned.kind, &planned.deadline.rule, &clock) else {
        return nothing;
    };
    let (latest, next_at) = plan.around(&clock, now, by.calendar);
    let next_at = next_at.unwrap_or(tomorrow);
    let Some(due) = latest.filter(|latest| planned.taken_at.is_none_or(|taken| taken < latest.at)) else {
        return Decided { next_at, ..nothing };
    };
    if let Some(due_at) = planned.due_at.filter(|_| says_overdue(due.step.name))
        && !is_proven(&planned.sender, due_at, proven)
    {
        return Decided { held_by: Some((planned.sender.clone(), due_at)), ..nothing };
    }
    for level in &due.step.to {
        let key = Key { unit: planned.owed_by.clone(), level: *level, at: due.at };
        let about = About { kind: planned.kind.clone(), item: planned.item.clone(), step: due.step.name };
        to_tell.entry(key).or_default().push((planned.duty, about));
    }
    Decided { next_at, taken_at: Some(due.at), ..nothing }
}

/// Whether all that the owner of a clock did before its date has arrived here. What this service owns itself is here.
pub(super) fn is_proven(sender: &str, due_at: Timestamp, proven: &Proven) -> bool {
    sender == SERVICE || proven.get(sender).is_some_and(|until| due_at <= *until)
}
