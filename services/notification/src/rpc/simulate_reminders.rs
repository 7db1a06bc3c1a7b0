//! SimulateReminders.

use std::{cmp::Reverse, collections::BTreeMap};

use ids::UnitCode;
use jiff::{SignedDuration, Timestamp};
use proto::notification::v1::{
    self as pb, SimulateRemindersRequest, SimulateRemindersResponse, SimulatedReminder,
};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, timestamp_from_proto, timestamp_to_proto};

use super::{filter::parse_units, present_notice, sight::sight};
use crate::{
    App,
    model::{Duty, Part, planned_clock},
    rules::reminder_plan::{Level, StepName},
    store::duty::{Filter, list},
};

/// As many duties as one answer looks at, those due first.
const MOST: i64 = 10_000;
/// The longest time that is looked into.
const LONGEST: SignedDuration = SignedDuration::from_hours(31 * 24);

/// What would be told to whom, if nothing were done until then. Tells nobody.
pub(super) async fn simulate_reminders(
    app: App,
    caller: Caller,
    request: SimulateRemindersRequest,
) -> Result<SimulateRemindersResponse, Error> {
    let (from, until) = span(&request)?;
    let filter = Filter {
        seen_by: sight(&caller).cloned(),
        owed_by: parse_units("units", request.units)?,
        states: vec!["open".to_owned()],
        limit: MOST,
        ..Filter::default()
    };
    let mut tx = as_caller(&app.doors, &caller).await?;
    let duties = list(&mut tx, &filter).await?;
    tx.rollback().await?;

    let reminders =
        told(&app, &duties, from, until).into_iter().map(|(key, parts)| reminder(&app, key, parts));
    Ok(SimulateRemindersResponse {
        reminders: reminders.collect(),
        duties: i32::try_from(duties.len()).unwrap_or(i32::MAX),
    })
}

/// When, about whose duties, and to whom.
type Key = (Timestamp, UnitCode, Level);
/// How many duties of a kind are at a step.
type Parts = BTreeMap<(Reverse<StepName>, String), i64>;

fn told(app: &App, duties: &[Duty], from: Timestamp, until: Timestamp) -> BTreeMap<Key, Parts> {
    let calendar = app.reference.calendar();
    let mut told: BTreeMap<Key, Parts> = BTreeMap::new();
    for duty in duties {
        let Some(clock) = planned_clock(&duty.deadline) else { continue };
        let Some(plan) = app.kinds.plan_of(&app.plans, &duty.kind, &clock) else { continue };
        for due in plan.between(&clock, from, until, &calendar) {
            for level in &due.step.to {
                let parts = told.entry((due.at, duty.owed_by.clone(), *level)).or_default();
                *parts.entry((Reverse(due.step.name), duty.kind.clone())).or_default() += 1;
            }
        }
    }
    told
}

fn reminder(app: &App, (at, unit, level): Key, parts: Parts) -> SimulatedReminder {
    let part = |((step, kind), duties): ((Reverse<StepName>, String), i64)| Part {
        step: step.0,
        kind,
        duties,
        open: duties,
    };
    let parts: Vec<Part> = parts.into_iter().map(part).collect();
    SimulatedReminder {
        step_time: Some(timestamp_to_proto(at)),
        text: present_notice::text(app, &unit, &parts),
        parts: parts.iter().map(present_notice::part).collect(),
        level: pb::Level::from(level).into(),
        unit: unit.to_string(),
    }
}

fn span(request: &SimulateRemindersRequest) -> Result<(Timestamp, Timestamp), Refusal> {
    let instant = |field: &str, at: Option<prost_types::Timestamp>| {
        at.and_then(timestamp_from_proto)
            .ok_or_else(|| Refusal::field(field, "required", "not an instant", "必须填写有效的时间"))
    };
    let from = instant("start_time", request.start_time)?;
    let until = instant("end_time", request.end_time)?;
    if until <= from || until.duration_since(from) > LONGEST {
        let (en, zh) = ("after the start, at most 31 days later", "须晚于开始时间，且不超过31天");
        return Err(Refusal::field("end_time", "range", en, zh));
    }
    Ok((from, until))
}
