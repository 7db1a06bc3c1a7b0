//! What was owed has been done.

use ids::DutyId;
use mailbox::{Handle, Received, Rejected};
use proto::duty::v1::DutyDischarged;
use shell::timestamp_from_proto;
use sqlx::PgConnection;

use super::ends::note_ends;
use crate::{App, model::DutyState};

impl Handle<DutyDischarged> for App {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DutyDischarged>],
    ) -> Result<(), Rejected> {
        note_ends(tx, events, read).await
    }
}

fn read(event: &DutyDischarged) -> Option<(DutyId, DutyState)> {
    let at = timestamp_from_proto(event.discharge_time?)?;
    Some((event.duty_id.parse().ok()?, DutyState::Discharged { at }))
}
