//! A duty fell away without having been done, for example by a return.

use ids::DutyId;
use mailbox::{Handle, Received, Rejected};
use proto::duty::v1::DutyWithdrawn;
use shell::timestamp_from_proto;
use sqlx::PgConnection;

use super::ends::note_ends;
use crate::{App, model::DutyState};

impl Handle<DutyWithdrawn> for App {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DutyWithdrawn>],
    ) -> Result<(), Rejected> {
        note_ends(tx, events, read).await
    }
}

fn read(event: &DutyWithdrawn) -> Option<(DutyId, DutyState)> {
    let at = timestamp_from_proto(event.withdraw_time?)?;
    Some((event.duty_id.parse().ok()?, DutyState::Withdrawn { at, reason: event.reason().word()? }))
}
