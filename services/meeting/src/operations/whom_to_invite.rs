//! Who is to be invited to a meeting, as the roster is on its day.

use std::collections::BTreeSet;

use ids::UnitCode;
use shell::Error;
use sqlx::PgConnection;

use crate::{
    model::{Meeting, Origin, Seat, Topic},
    rules::participants::{Invitee, participants},
    store::{seat, topic},
};

/// The units to invite, with the seats of the day.
pub(crate) async fn whom_to_invite(
    tx: &mut PgConnection,
    meeting: &Meeting,
) -> Result<(Vec<Invitee>, Vec<Seat>), Error> {
    let seats = seat::all_on(tx, clock::civil_date(meeting.start_at)).await?;
    let topics = topic::find_all(tx, &meeting.topics).await?;
    let mut concerned: BTreeSet<UnitCode> = meeting.units.iter().cloned().collect();
    concerned.extend(topics.iter().flat_map(Topic::concerned).cloned());
    let held: Vec<_> = seats.iter().map(|seat| (seat.unit.clone(), seat.role)).collect();
    Ok((participants(meeting.kind, &held, &concerned), seats))
}

impl Topic {
    /// The units that it concerns, and whoever proposed it.
    fn concerned(&self) -> impl Iterator<Item = &UnitCode> {
        let proposer = match &self.origin {
            Origin::Unit { unit, .. } => Some(unit),
            Origin::Matter(_) => None,
        };
        self.units.iter().chain(proposer)
    }
}
