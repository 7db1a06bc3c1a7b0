//! Minutes as callers see them: every ruling in them says that it moves no statutory duty.

use proto::{meeting::v1 as pb, timestamp_to_proto, words::meeting::RulingKind};

use crate::{
    model::{Comment, Minutes},
    rules::ruling::note,
};

/// Shows one version, with how far it is.
pub(super) fn minutes(minutes: &Minutes) -> pb::Minutes {
    let state = &minutes.state;
    let step = minutes.step();
    pb::Minutes {
        meeting_id: minutes.meeting.to_string(),
        version: minutes.version,
        content: Some(with_notes(minutes.content.clone())),
        drafted_by: minutes.drafted.by.to_string(),
        draft_time: Some(timestamp_to_proto(minutes.drafted.at)),
        state: state.word().into(),
        state_time: Some(timestamp_to_proto(step.at)),
        state_by: step.by.to_string(),
        comments_until: state.until().map(|day| day.to_string()).unwrap_or_default(),
        approved_by: state.approved_by().map(ToString::to_string).unwrap_or_default(),
        number: state.number().map(|number| number.to_string()).unwrap_or_default(),
        attendance: Some(minutes.attendance.clone()),
        superseded: minutes.superseded,
        names: Some(minutes.names.clone()),
    }
}

/// Adds to every ruling the note on what it is not.
fn with_notes(mut content: pb::MinutesContent) -> pb::MinutesContent {
    for ruling in &mut content.rulings {
        note(ruling.kind().word().unwrap_or(RulingKind::Advice)).clone_into(&mut ruling.note);
    }
    content
}

/// Shows what a unit said of a version.
pub(super) fn comment(comment: &Comment) -> pb::MinutesComment {
    pb::MinutesComment {
        unit: comment.unit.to_string(),
        official: comment.said.by.to_string(),
        version: comment.version,
        text: comment.text.clone(),
        time: Some(timestamp_to_proto(comment.said.at)),
    }
}
