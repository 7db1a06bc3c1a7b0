//! Resolutions as callers see them, with what was said of them and asked for; lateness is that of the instant.

use duty::deadline_to_proto;
use jiff::Timestamp;
use proto::{meeting::v1 as pb, timestamp_to_proto};

use crate::model::{Extension, Report, Resolution};

/// A resolution, as it is at `now`.
pub(super) fn resolution(resolution: &Resolution, now: Timestamp) -> pb::Resolution {
    pb::Resolution {
        id: resolution.id.to_string(),
        meeting_id: resolution.meeting.to_string(),
        minutes_number: resolution.minutes.to_string(),
        number: resolution.number,
        kind: resolution.kind.into(),
        topic_id: resolution.topic.to_string(),
        text: resolution.text.clone(),
        lead_unit: resolution.lead_unit.to_string(),
        co_units: resolution.co_units.iter().map(ToString::to_string).collect(),
        due_on: resolution.due_on().to_string(),
        deadline: deadline_to_proto(&resolution.duty.deadline, resolution.duty.rule),
        state: resolution.state.word().into(),
        state_time: Some(timestamp_to_proto(resolution.state.since())),
        late: resolution.is_late(now),
        extension_count: resolution.extensions,
    }
}

/// What was said of it.
pub(super) fn report(report: &Report) -> pb::ProgressReport {
    pb::ProgressReport {
        unit: report.unit.to_string(),
        official: report.said.by.to_string(),
        text: report.text.clone(),
        time: Some(timestamp_to_proto(report.said.at)),
        to_state: report.to.map_or(0, Into::into),
    }
}

/// A later day that was asked for.
pub(super) fn extension(extension: &Extension) -> pb::Extension {
    let decided = extension.state.decided();
    pb::Extension {
        id: extension.id.to_string(),
        from: extension.from.to_string(),
        to: extension.to.to_string(),
        reason: extension.reason.clone(),
        requested_by: extension.requested.by.to_string(),
        request_time: Some(timestamp_to_proto(extension.requested.at)),
        state: extension.word().into(),
        decided_by: decided.map(|step| step.by.to_string()).unwrap_or_default(),
        decide_time: decided.map(|step| timestamp_to_proto(step.at)),
        decline_reason: extension.state.decline_reason().unwrap_or_default().to_owned(),
    }
}
