//! Who is told of a meeting: whoever was invited, and the units that convene it and preside over it.

use std::collections::BTreeSet;

use ids::UnitCode;
use shell::Error;
use sqlx::PgConnection;

use crate::{
    model::{Meeting, Participant},
    store::{participant, seat},
};

/// Their units; nobody before the first invitation.
pub(super) async fn whom_to_tell(
    tx: &mut PgConnection,
    meeting: &Meeting,
) -> Result<BTreeSet<UnitCode>, Error> {
    let participants = participant::of_meeting(tx, meeting.id).await?;
    let mut units: BTreeSet<UnitCode> = participants.iter().filter_map(Participant::unit).cloned().collect();
    if !units.is_empty() {
        units.extend(chairs(tx, meeting).await?);
    }
    Ok(units)
}

/// The units of the seats that convene it and preside over it.
pub(super) async fn chairs(tx: &mut PgConnection, meeting: &Meeting) -> Result<BTreeSet<UnitCode>, Error> {
    let mut units = BTreeSet::new();
    for id in [meeting.convened_by, meeting.presided_by] {
        units.extend(seat::find(tx, id).await?.map(|seat| seat.unit));
    }
    Ok(units)
}
