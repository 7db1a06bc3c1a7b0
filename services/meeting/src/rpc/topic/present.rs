//! Topics as callers see them: one that a matter became names no unit that proposed it.

use proto::{meeting::v1 as pb, timestamp_to_proto};

use crate::{
    model::{Origin, Ruling, Topic, TopicStep},
    rules::ruling::note,
};

/// Shows a topic, with the summary where there is one.
pub(super) fn topic(topic: &Topic) -> pb::Topic {
    let (proposed_by, official, matter) = match &topic.origin {
        Origin::Unit { unit, official } => (unit.to_string(), official.to_string(), None),
        Origin::Matter(matter) => (String::new(), String::new(), Some(matter)),
    };
    let state = &topic.state;
    let summary = state.summary();
    let step = summary.map(|summary| &summary.step);
    pb::Topic {
        id: topic.id.to_string(),
        proposed_by,
        official,
        matter_id: matter.map(|matter| matter.id.to_string()).unwrap_or_default(),
        matter_kind: matter.map_or(0, |matter| matter.kind.into()),
        source_ids: matter.map(|matter| matter.sources.clone()).unwrap_or_default(),
        kind: topic.kind.into(),
        title: topic.title.clone(),
        text: topic.text.clone(),
        units: topic.units.iter().map(ToString::to_string).collect(),
        collect_time: Some(timestamp_to_proto(topic.collected_at)),
        summary: summary.map(|summary| summary.text.clone()).unwrap_or_default(),
        state: state.word().into(),
        state_time: Some(timestamp_to_proto(step.map_or(topic.collected_at, |step| step.at))),
        state_by: step.map(|step| step.by.to_string()).unwrap_or_default(),
        return_reason: state.return_reason().unwrap_or_default().to_owned(),
        meeting_id: state.meeting().map(|meeting| meeting.to_string()).unwrap_or_default(),
    }
}

/// A step that was taken.
pub(super) fn step(step: &TopicStep) -> pb::TopicStep {
    pb::TopicStep {
        state: step.state.into(),
        official: step.by.as_ref().map(ToString::to_string).unwrap_or_default(),
        time: Some(timestamp_to_proto(step.at)),
        text: step.text.clone().unwrap_or_default(),
    }
}

/// The ruling on a matter.
pub(super) fn ruling(ruling: &Ruling) -> pb::Ruling {
    pb::Ruling {
        id: ruling.id.to_string(),
        meeting_id: ruling.meeting.to_string(),
        kind: ruling.kind.into(),
        text: ruling.text.clone(),
        unit: ruling.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        note: note(ruling.kind).to_owned(),
        issue_time: Some(timestamp_to_proto(ruling.issued_at)),
    }
}
