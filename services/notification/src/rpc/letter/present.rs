//! How a letter (督办函) is shown: whether its answer is late follows from two instants, and is never stored.

use jiff::Timestamp;
use proto::notification::v1 as pb;
use shell::timestamp_to_proto;

use crate::model::{Letter, LetterReply};

/// A letter as it is at `now`.
pub(super) fn present_letter(letter: &Letter, now: Timestamp) -> pb::Letter {
    let closed = letter.closed.as_ref();
    pb::Letter {
        id: letter.id.to_string(),
        number: letter.number.to_string(),
        unit: letter.unit.to_string(),
        issued_by: letter.issued_by.to_string(),
        official: letter.official.to_string(),
        text: letter.text.clone(),
        issue_time: Some(timestamp_to_proto(letter.issued_at)),
        deadline: Some(letter.deadline.clone()),
        state: letter.state().into(),
        reply_time: letter.replied_at.map(timestamp_to_proto),
        late: letter.is_late(now),
        conclusion: closed.map_or(0, |closed| closed.conclusion.into()),
        conclusion_text: closed.map(|closed| closed.text.clone()).unwrap_or_default(),
        close_time: closed.map(|closed| timestamp_to_proto(closed.at)),
        closed_by: closed.map(|closed| closed.by.to_string()).unwrap_or_default(),
    }
}

/// An answer to a letter.
pub(super) fn present_reply(reply: &LetterReply) -> pb::LetterReply {
    pb::LetterReply {
        official: reply.official.to_string(),
        text: reply.text.clone(),
        reply_time: Some(timestamp_to_proto(reply.at)),
    }
}
