//! What would be told to whom, if nothing were done until then. Tells nobody.

use std::{collections::BTreeMap, ops::Range};

use jiff::{SignedDuration, Timestamp};
use prost::Message;
use proto::{
    notification::v1::{SimulateRemindersRequest, SimulateRemindersResponse, SimulatedReminder},
    words::notification::DutyState,
};
use refusal::Refusal;
use shell::{Error, LARGEST_ANSWER, Read, View, timestamp_from_proto, timestamp_to_proto};

use crate::{
    App,
    model::{Duty, Group, Subscription, parts_of, planned_clock},
    operations::Situation,
    rpc::{
        codes::parse_units,
        notice::present::{notice_text, present_part},
        visible_unit::visible_unit,
    },
    rules::receivers::About,
    store::{
        self,
        duty::{Filter, list},
        notice::Key,
    },
};

/// Duties that one answer looks at, by due date.
const MOST: i64 = 10_000;
/// The longest time ahead.
const LONGEST: SignedDuration = SignedDuration::from_hours(31 * 24);

impl Read<App> for SimulateRemindersRequest {
    async fn read(self, app: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let span = span(&self)?;
        let filter = Filter {
            seen_by: visible_unit(view.caller).cloned(),
            owed_by: parse_units("units", self.units)?,
            states: vec![DutyState::Open],
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
    let told: Vec<(Key, Vec<Group>)> = told.into_iter().collect();
    for of_an_instant in told.chunk_by(|(one, _), (next, _)| one.at == next.at) {
        let Some((first, _)) = of_an_instant.first() else { continue };
        let situation = Situation::at(view.tx, &directory, first.at).await?;
        for (key, groups) in of_an_instant {
            reminders.push(reminder(app, key, groups, &subscriptions, &situation));
        }
    }
    Ok(reminders)
}

fn told(app: &App, duties: &[Duty], span: &Range<Timestamp>) -> BTreeMap<Key, Vec<Group>> {
    let calendar = app.reference.calendar();
    let mut told: BTreeMap<_, BTreeMap<About, i64>> = BTreeMap::new();
    for duty in duties {
        let Some(clock) = planned_clock(&duty.deadline) else { continue };
        let Some(plan) = app.kinds.plan_of(&app.plans, &duty.kind, &duty.deadline.rule, &clock) else {
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
    situation: &Situation,
) -> SimulatedReminder {
    let parts = parts_of(groups);
    let about: Vec<&About> = groups.iter().map(|group| &group.about).collect();
    let hears = |to: &&Subscription| situation.hears(to, key, &about);
    SimulatedReminder {
        step_time: Some(timestamp_to_proto(key.at)),
        text: notice_text(app, &key.unit, &parts),
        parts: parts.iter().map(present_part).collect(),
        level: key.level.into(),
        unit: key.unit.to_string(),
        officials: situation
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
