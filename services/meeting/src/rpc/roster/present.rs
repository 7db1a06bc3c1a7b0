//! Seats and their changes as callers see them: posts and officials' ids, never names.

use ids::OfficialId;
use proto::{meeting::v1 as pb, timestamp_to_proto};

use crate::model::{Seat, SeatChange};

/// Shows a seat as long as one post holds it.
pub(super) fn seat(seat: &Seat) -> pb::Seat {
    pb::Seat {
        id: seat.id.to_string(),
        unit: seat.unit.to_string(),
        role: seat.role.into(),
        post: seat.post.clone(),
        official: shown(seat.official.as_ref()),
        first_day: seat.first_day.to_string(),
        last_day: seat.last_day.map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// Shows a proposed change, and what the office decided.
pub(super) fn change(change: &SeatChange) -> pb::SeatChange {
    let successor = change.successor.as_ref();
    let decided = change.state.decided();
    pb::SeatChange {
        id: change.id.to_string(),
        unit: change.unit.to_string(),
        role: change.role.into(),
        ends: successor.is_none(),
        post: successor.map(|successor| successor.post.clone()).unwrap_or_default(),
        official: shown(successor.and_then(|successor| successor.official.as_ref())),
        first_day: change.first_day.to_string(),
        reason: change.reason.clone(),
        state: change.word().into(),
        proposed_by: change.proposed.by.to_string(),
        propose_time: Some(timestamp_to_proto(change.proposed.at)),
        decided_by: shown(decided.map(|step| &step.by)),
        decide_time: decided.map(|step| timestamp_to_proto(step.at)),
        decline_reason: change.state.decline_reason().unwrap_or_default().to_owned(),
    }
}

fn shown(official: Option<&OfficialId>) -> String {
    official.map(ToString::to_string).unwrap_or_default()
}
