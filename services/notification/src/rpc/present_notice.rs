//! Notices for the wire, and in words.

use ids::UnitCode;
use proto::notification::v1 as pb;
use refusal::{Refusal, Violation};
use shell::timestamp_to_proto;

use crate::{
    App,
    model::{Notice, Part, Telling, sentence},
    rules::reminder_plan::{Level, StepName},
};

/// A notice as its reader sees it.
pub(super) fn notice(app: &App, notice: &Notice) -> pb::Notice {
    pb::Notice {
        id: notice.id.to_string(),
        unit: notice.unit.to_string(),
        level: pb::Level::from(notice.level).into(),
        text: text(app, &notice.unit, &notice.parts),
        parts: notice.parts.iter().map(part).collect(),
        step_time: Some(timestamp_to_proto(notice.at)),
        create_time: Some(timestamp_to_proto(notice.created_at)),
        read_time: notice.read_at.map(timestamp_to_proto),
    }
}

/// What is said of some duties.
pub(super) fn part(part: &Part) -> pb::NoticePart {
    pb::NoticePart {
        step: pb::ReminderStep::from(part.step).into(),
        kind: part.kind.clone(),
        duties: part.duties,
        open: part.open,
    }
}

/// A time at which somebody was told of a duty.
pub(super) fn telling(telling: &Telling) -> pb::Telling {
    pb::Telling {
        notice_id: telling.notice.to_string(),
        level: pb::Level::from(telling.level).into(),
        step: pb::ReminderStep::from(telling.step).into(),
        create_time: Some(timestamp_to_proto(telling.created_at)),
    }
}

/// What a notice says of a unit.
pub(super) fn text(app: &App, unit: &UnitCode, parts: &[Part]) -> String {
    let directory = app.reference.directory();
    let name = directory.unit(unit).map_or(unit.as_str(), |unit| unit.name.as_str());
    sentence(name, parts, &app.kinds)
}

/// Names of the levels of a request; every level where none is given.
pub(super) fn levels(levels: &[i32]) -> Result<Vec<String>, Refusal> {
    if levels.is_empty() {
        return Ok(every_level());
    }
    let mut names = Vec::with_capacity(levels.len());
    for (at, level) in levels.iter().enumerate() {
        let known = Level::ALL.into_iter().find(|known| i32::from(pb::Level::from(*known)) == *level);
        let unknown = || {
            let field = format!("levels[{at}]");
            Refusal::invalid(vec![Violation::new(field, "unknown", "no such level", "没有这一层级")])
        };
        names.push(known.ok_or_else(unknown)?.name().to_owned());
    }
    Ok(names)
}

/// Names of every level.
pub(super) fn every_level() -> Vec<String> {
    Level::ALL.map(|level| level.name().to_owned()).to_vec()
}

impl From<Level> for pb::Level {
    fn from(level: Level) -> Self {
        match level {
            Level::Handlers => Self::Handlers,
            Level::Liaison => Self::Liaison,
            Level::Leader => Self::Leader,
            Level::Overseer => Self::Overseer,
        }
    }
}

impl From<StepName> for pb::ReminderStep {
    fn from(step: StepName) -> Self {
        match step {
            StepName::HalfTime => Self::HalfTime,
            StepName::DueToday => Self::DueToday,
            StepName::DueSoon => Self::DueSoon,
            StepName::Overdue => Self::Overdue,
            StepName::Escalated => Self::Escalated,
        }
    }
}
