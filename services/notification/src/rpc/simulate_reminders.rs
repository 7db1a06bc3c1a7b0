//! What would be told to whom, if nothing were done until then. Tells nobody.

use std::{collections::BTreeMap, ops::Range};

use ids::UnitCode;
use jiff::{SignedDuration, Timestamp};
use prost::Message;
use proto::notification::v1::{
    self as pb, SimulateRemindersRequest, SimulateRemindersResponse, SimulatedReminder,
};
use refusal::Refusal;
use shell::{Error, LARGEST_ANSWER, Read, View, timestamp_from_proto, timestamp_to_proto};

use super::{filter::parse_units, present_notice, sight::sight};
use crate::{
    App,
    model::{Duty, Group, Subscription, parts_of, planned_clock},
    operations,
    rules::{ladder::Ladder, receivers::About},
    store::{
        self,
        duty::{Filter, list},
        notice::Key,
    },
};

/// As many duties as one answer looks at, those due first.
const MOST: i64 = 10_000;
/// The longest time that is looked into.
const LONGEST: SignedDuration = SignedDuration::from_hours(31 * 24);

impl Read<App> for SimulateRemindersRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let span = span(&self)?;
        let filter = Filter {
            seen_by: sight(view.caller).cloned(),
            owed_by: parse_units("units", self.units)?,
            states: vec!["open".to_owned()],
            limit: MOST,
            ..Filter::default()
        };
        let duties = list(view.tx, &filter).await?;
        let reminders = reminders(app, view, &duties, &span).await?;
        let answer =
            SimulateRemindersResponse { reminders, duties: i32::try_from(duties.len()).unwrap_or(i32::MAX) };
        if answer.encoded_len() > LARGEST_ANSWER {
            let (en, zh) = (
                "more than fits into an answer: choose fewer units or days",
                "结果过大，请缩小单位或时间范围",
            );
            return Err(Refusal::field("end_time", "too_much", en, zh).into());
        }
        Ok(answer)
    }
}

async fn reminders(
    app: &App,
    view: &mut View<'_>,
    duties: &[Duty],
    span: &Range<Timestamp>,
) -> Result<Vec<SimulatedReminder>, Error> {
    let owed_by: Vec<String> = duties.iter().map(|duty| duty.owed_by.to_string()).collect();
    let subscriptions = store::subscription::active(view.tx, &owed_by).await?;
    let directory = app.reference.directory();
    let told = told(app, duties, span);
    let mut reminders = Vec::with_capacity(told.len());
    let mut there: Option<Who> = None;
    for (key, groups) in told {
        if there.as_ref().is_none_or(|who| who.at != key.at) {
            let ladder = operations::who_stands(view.tx, &directory, key.at).await?;
            let silenced = store::silence::in_force(view.tx, key.at).await?;
            there = Some(Who { at: key.at, ladder, silenced });
        }
        reminders.extend(there.as_ref().map(|who| reminder(app, &key, &groups, &subscriptions, who)));
    }
    Ok(reminders)
}

/// Who is there at an instant.
struct Who {
    at: Timestamp,
    ladder: Ladder,
    silenced: Vec<UnitCode>,
}

fn told(app: &App, duties: &[Duty], span: &Range<Timestamp>) -> BTreeMap<Key, Vec<Group>> {
    let calendar = app.reference.calendar();
    let mut told: BTreeMap<_, BTreeMap<About, i64>> = BTreeMap::new();
    for duty in duties {
        let Some(clock) = planned_clock(&duty.deadline) else { continue };
        let Some(plan) = app.kinds.plan_of(&app.plans, (&duty.kind, &duty.deadline.rule), &clock) else {
            continue;
        };
        for due in plan.between(&clock, span.start, span.end, &calendar) {
            let about = About { kind: duty.kind.clone(), item: duty.item_code.clone(), step: due.step.name };
            for level in &due.step.to {
                let groups = told.entry((due.at, duty.owed_by.clone(), *level)).or_default();
                *groups.entry(about.clone()).or_default() += 1;
            }
        }
    }
    let group = |(about, duties)| Group { about, duties, open: duties };
    told.into_iter()
        .map(|((at, unit, level), groups)| (Key { unit, level, at }, groups.into_iter().map(group).collect()))
        .collect()
}

fn reminder(
    app: &App,
    key: &Key,
    groups: &[Group],
    subscriptions: &[Subscription],
    who: &Who,
) -> SimulatedReminder {
    let parts = parts_of(groups);
    let about: Vec<&About> = groups.iter().map(|group| &group.about).collect();
    let hears = |to: &&Subscription| operations::hears(to, key, &about, &who.ladder, &who.silenced);
    SimulatedReminder {
        step_time: Some(timestamp_to_proto(key.at)),
        text: present_notice::text(app, &key.unit, &parts),
        parts: parts.iter().map(present_notice::part).collect(),
        level: pb::Level::from(key.level).into(),
        unit: key.unit.to_string(),
        officials: who
            .ladder
            .standing_on(&key.unit, key.level)
            .into_iter()
            .map(ToString::to_string)
            .collect(),
        subscriptions: subscriptions.iter().filter(hears).map(|to| to.name.clone()).collect(),
    }
}

fn span(request: &SimulateRemindersRequest) -> Result<Range<Timestamp>, Refusal> {
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
    Ok(from..until)
}
