//! Meetings as callers see them: whether materials are late follows from the present date.

use duty::deadline_to_proto;
use proto::{meeting::v1 as pb, timestamp_to_proto};

use crate::model::{Answer, Delegation, Material, Meeting, MeetingStep, Participant, Who};

/// Shows a meeting with these materials.
pub(super) fn meeting(meeting: &Meeting, materials: &[Material]) -> pb::Meeting {
    with_lateness(meeting, materials.iter().any(|material| material.is_late(meeting)))
}

/// Shows a meeting; `materials_late` says whether any of its materials was late.
pub(super) fn with_lateness(meeting: &Meeting, materials_late: bool) -> pb::Meeting {
    let state = &meeting.state;
    let step = state.step();
    pb::Meeting {
        id: meeting.id.to_string(),
        kind: meeting.kind.into(),
        title: meeting.title.clone(),
        start_time: Some(timestamp_to_proto(meeting.start_at)),
        place: meeting.place.clone(),
        convened_by: meeting.convened_by.to_string(),
        presided_by: meeting.presided_by.to_string(),
        delegation: meeting.delegation.as_ref().map(delegation),
        topic_ids: meeting.topics.iter().map(ToString::to_string).collect(),
        state: state.word().into(),
        state_time: Some(timestamp_to_proto(step.at)),
        state_by: step.by.to_string(),
        cancel_reason: state.cancel_reason().unwrap_or_default().to_owned(),
        materials_deadline: state.materials().and_then(|due| deadline_to_proto(&due.deadline, due.rule)),
        materials_late,
        late_materials_agreed: state.late_agreed(),
        reschedule_count: meeting.reschedules,
    }
}

fn delegation(delegation: &Delegation) -> pb::Delegation {
    pb::Delegation {
        seat: delegation.seat.to_string(),
        official: delegation.step.by.to_string(),
        time: Some(timestamp_to_proto(delegation.step.at)),
    }
}

/// A step that was taken.
pub(super) fn step(step: &MeetingStep) -> pb::MeetingStep {
    pb::MeetingStep {
        act: step.act.into(),
        official: step.step.by.to_string(),
        time: Some(timestamp_to_proto(step.step.at)),
        start_time: Some(timestamp_to_proto(step.start_at)),
        reason: step.reason.clone().unwrap_or_default(),
    }
}

/// Who is invited.
pub(super) fn participant(participant: &Participant) -> pb::Participant {
    let (unit, organisation) = match &participant.who {
        Who::Unit { unit, .. } => (unit.to_string(), String::new()),
        Who::Guest { organisation, .. } => (String::new(), organisation.clone()),
    };
    let answer = participant.answer.as_ref().map(|(answer, _)| answer);
    let step = participant.answer.as_ref().map(|(_, step)| step);
    let leave_reason = if let Some(Answer::Leave(reason)) = answer { reason.clone() } else { String::new() };
    let signed_in = participant.signed_in.as_ref();
    pb::Participant {
        id: participant.id.to_string(),
        kind: participant.kind().into(),
        unit,
        organisation,
        answer: answer.map_or(0, |answer| answer.word().into()),
        leave_reason,
        stand_in_post: participant.stand_in().unwrap_or_default().to_owned(),
        answered_by: step.map(|step| step.by.to_string()).unwrap_or_default(),
        answer_time: step.map(|step| timestamp_to_proto(step.at)),
        sign_in_time: signed_in.map(|signed_in| timestamp_to_proto(signed_in.at)),
        signed_in_post: signed_in.map(|signed_in| signed_in.post.clone()).unwrap_or_default(),
        signed_in_by: signed_in.map(|signed_in| signed_in.by.to_string()).unwrap_or_default(),
    }
}

/// A material that was sent for a meeting.
pub(super) fn material(material: &Material, meeting: &Meeting) -> pb::Material {
    pb::Material {
        id: material.id.to_string(),
        topic_id: material.topic.map(|topic| topic.to_string()).unwrap_or_default(),
        name: material.name.clone(),
        media_type: material.media_type.clone(),
        size: material.size,
        sha256: material.sha256.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat(),
        send_time: Some(timestamp_to_proto(material.sent.at)),
        sent_by: material.sent.by.to_string(),
        late: material.is_late(meeting),
    }
}
