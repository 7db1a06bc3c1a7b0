//! Topics for the wire.

use jiff::Timestamp;
use proto::meeting::v1 as pb;
use shell::timestamp_to_proto;

use crate::{
    model::{MatterKind, Origin, Ruling, Topic, TopicKind, TopicStep},
    rules::{ruling::RulingKind, topic_approval::Stage},
};

/// A topic.
pub(super) fn topic(topic: &Topic) -> pb::Topic {
    let (proposed_by, official, matter) = match &topic.origin {
        Origin::Unit { unit, official } => (unit.to_string(), official.to_string(), None),
        Origin::Matter(matter) => (String::new(), String::new(), Some(matter)),
    };
    let (state, step) = (&topic.state, topic.state.step());
    pb::Topic {
        id: topic.id.to_string(),
        proposed_by,
        official,
        matter_id: matter.map(|matter| matter.id.to_string()).unwrap_or_default(),
        matter_kind: matter.map_or(pb::MatterKind::Unspecified, |matter| matter.kind.into()).into(),
        source_ids: matter.map(|matter| matter.sources.clone()).unwrap_or_default(),
        kind: pb::TopicKind::from(topic.kind).into(),
        title: topic.title.clone(),
        text: topic.text.clone(),
        units: topic.units.iter().map(ToString::to_string).collect(),
        collect_time: Some(timestamp_to_proto(topic.collected_at)),
        summary: state.summary().unwrap_or_default().to_owned(),
        state: pb::TopicState::from(state.stage()).into(),
        state_time: Some(timestamp_to_proto(step.map_or(topic.collected_at, |step| step.at))),
        state_by: step.map(|step| step.by.to_string()).unwrap_or_default(),
        return_reason: state.return_reason().unwrap_or_default().to_owned(),
        meeting_id: state.meeting().map(|meeting| meeting.to_string()).unwrap_or_default(),
    }
}

/// A step that was taken.
pub(super) fn step(step: &TopicStep) -> pb::TopicStep {
    pb::TopicStep {
        state: pb::TopicState::from(step.stage).into(),
        official: step.by.as_ref().map(ToString::to_string).unwrap_or_default(),
        time: Some(timestamp_to_proto(step.at)),
        text: step.text.clone().unwrap_or_default(),
    }
}

/// The ruling on a matter, and when it was issued.
pub(super) fn ruling((ruling, at): &(Ruling, Timestamp)) -> pb::Ruling {
    let kind = match ruling.kind {
        RulingKind::Advice => pb::RulingKind::Advice,
        RulingKind::TemporaryAssignment => pb::RulingKind::TemporaryAssignment,
    };
    pb::Ruling {
        id: ruling.id.to_string(),
        meeting_id: ruling.meeting.to_string(),
        kind: kind.into(),
        text: ruling.text.clone(),
        unit: ruling.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        note: ruling.kind.note().to_owned(),
        issue_time: Some(timestamp_to_proto(*at)),
    }
}

impl From<MatterKind> for pb::MatterKind {
    fn from(kind: MatterKind) -> Self {
        match kind {
            MatterKind::ThirdLetter => Self::ThirdLetter,
        }
    }
}

impl From<TopicKind> for pb::TopicKind {
    fn from(kind: TopicKind) -> Self {
        match kind {
            TopicKind::Policy => Self::Policy,
            TopicKind::InformationSharing => Self::InformationSharing,
            TopicKind::MajorMatter => Self::MajorMatter,
            TopicKind::DutyDispute => Self::DutyDispute,
            TopicKind::Supervision => Self::Supervision,
            TopicKind::Other => Self::Other,
        }
    }
}

impl From<Stage> for pb::TopicState {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Collected => Self::Collected,
            Stage::Summarised => Self::Summarised,
            Stage::Submitted => Self::Submitted,
            Stage::Approved => Self::Approved,
            Stage::Returned => Self::Returned,
            Stage::Scheduled => Self::Scheduled,
            Stage::Concluded => Self::Concluded,
        }
    }
}
