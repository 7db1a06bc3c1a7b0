//! Minutes for the wire.

use proto::meeting::v1 as pb;
use shell::timestamp_to_proto;

use crate::{
    model::{Comment, Minutes},
    rules::{minutes_course::MinutesCourse, ruling::RulingKind},
};

/// A version.
pub(super) fn minutes(minutes: &Minutes) -> pb::Minutes {
    let (state, step) = (&minutes.state, minutes.step());
    pb::Minutes {
        meeting_id: minutes.meeting.to_string(),
        version: minutes.version,
        content: Some(with_notes(minutes.content.clone())),
        drafted_by: minutes.drafted.by.to_string(),
        draft_time: Some(timestamp_to_proto(minutes.drafted.at)),
        state: pb::MinutesState::from(state.course()).into(),
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

/// Every ruling says what it is not.
fn with_notes(mut content: pb::MinutesContent) -> pb::MinutesContent {
    for ruling in &mut content.rulings {
        let kind = match ruling.kind() {
            pb::RulingKind::TemporaryAssignment => RulingKind::TemporaryAssignment,
            pb::RulingKind::Advice | pb::RulingKind::Unspecified => RulingKind::Advice,
        };
        kind.note().clone_into(&mut ruling.note);
    }
    content
}

/// What a unit says.
pub(super) fn comment(comment: &Comment) -> pb::MinutesComment {
    pb::MinutesComment {
        unit: comment.unit.to_string(),
        official: comment.said.by.to_string(),
        version: comment.version,
        text: comment.text.clone(),
        time: Some(timestamp_to_proto(comment.said.at)),
    }
}

impl From<MinutesCourse> for pb::MinutesState {
    fn from(course: MinutesCourse) -> Self {
        match course {
            MinutesCourse::Draft => Self::Draft,
            MinutesCourse::Circulated => Self::Circulated,
            MinutesCourse::Approved => Self::Approved,
            MinutesCourse::Issued => Self::Issued,
        }
    }
}
