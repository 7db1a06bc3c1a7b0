//! A duty fell away without having been done, for example by a return.

use ids::DutyId;
use mailbox::{Handle, Received, Rejected};
use proto::duty::v1::DutyWithdrawn;
use shell::timestamp_from_proto;
use sqlx::PgConnection;

use super::unreadable;
use crate::{App, model::DutyState, operations};

impl Handle<DutyWithdrawn> for App {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DutyWithdrawn>],
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

fn read(event: &DutyWithdrawn) -> Option<(DutyId, DutyState)> {
    let at = timestamp_from_proto(event.withdraw_time?)?;
    Some((event.duty_id.parse().ok()?, DutyState::Withdrawn { at, reason: event.reason.clone() }))
}
