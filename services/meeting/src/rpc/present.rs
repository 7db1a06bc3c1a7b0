//! The roster for the wire.

use ids::OfficialId;
use proto::meeting::v1 as pb;
use shell::timestamp_to_proto;

use crate::{
    model::{ChangeState, Seat, SeatChange},
    rules::succession::SeatRole,
};

/// A seat.
pub(super) fn seat(seat: &Seat) -> pb::Seat {
    pb::Seat {
        id: seat.id.to_string(),
        unit: seat.unit.to_string(),
        role: pb::SeatRole::from(seat.role).into(),
        post: seat.post.clone(),
        official: shown(seat.official.as_ref()),
        first_day: seat.first_day.to_string(),
        last_day: seat.last_day.map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// A change.
pub(super) fn change(change: &SeatChange) -> pb::SeatChange {
    let successor = change.successor.as_ref();
    let (state, decided, decline_reason) = match &change.state {
        ChangeState::Proposed => (pb::SeatChangeState::Proposed, None, ""),
        ChangeState::Recorded { by, at } => (pb::SeatChangeState::Recorded, Some((by, at)), ""),
        ChangeState::Declined { by, at, reason } => {
            (pb::SeatChangeState::Declined, Some((by, at)), reason.as_str())
        }
    };
    pb::SeatChange {
        id: change.id.to_string(),
        unit: change.unit.to_string(),
        role: pb::SeatRole::from(change.role).into(),
        ends: successor.is_none(),
        post: successor.map(|successor| successor.post.clone()).unwrap_or_default(),
        official: shown(successor.and_then(|successor| successor.official.as_ref())),
        first_day: change.first_day.to_string(),
        reason: change.reason.clone(),
        state: state.into(),
        proposed_by: change.proposed_by.to_string(),
        propose_time: Some(timestamp_to_proto(change.proposed_at)),
        decided_by: shown(decided.map(|(by, _)| by)),
        decide_time: decided.map(|(_, at)| timestamp_to_proto(*at)),
        decline_reason: decline_reason.to_owned(),
    }
}

fn shown(official: Option<&OfficialId>) -> String {
    official.map(ToString::to_string).unwrap_or_default()
}

impl From<SeatRole> for pb::SeatRole {
    fn from(role: SeatRole) -> Self {
        match role {
            SeatRole::ChiefConvener => Self::ChiefConvener,
            SeatRole::Convener => Self::Convener,
            SeatRole::Office => Self::Office,
            SeatRole::Member => Self::Member,
            SeatRole::Liaison => Self::Liaison,
            SeatRole::DeputyLiaison => Self::DeputyLiaison,
        }
    }
}
