//! What was owed has been done.

use ids::DutyId;
use mailbox::{Handle, Received, Rejected};
use proto::duty::v1::DutyDischarged;
use shell::timestamp_from_proto;
use sqlx::PgConnection;

use super::unreadable;
use crate::{App, model::DutyState, operations};

impl Handle<DutyDischarged> for App {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DutyDischarged>],
    ) -> Result<(), Rejected> {
        for run in events.chunk_by(|one, next| one.sender == next.sender) {
            let Some(first) = run.first() else { continue };
            let mut ends = Vec::with_capacity(run.len());
            for received in run {
                ends.push(read(&received.event).ok_or_else(|| unreadable(received.id))?);
            }
            operations::note_ended(tx, &first.sender, ends).await?;
        }
        Ok(())
    }
}

fn read(event: &DutyDischarged) -> Option<(DutyId, DutyState)> {
    let at = timestamp_from_proto(event.discharge_time?)?;
    Some((event.duty_id.parse().ok()?, DutyState::Discharged { at }))
}
