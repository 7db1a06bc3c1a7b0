//! What the two ends of a duty have in common.

use ids::DutyId;
use mailbox::{Received, Rejected};
use sqlx::PgConnection;

use crate::{model::DutyState, operations};

/// Notes the ends, sender by sender; an event that `read` cannot read is parked.
pub(super) async fn note_ends<E>(
    tx: &mut PgConnection,
    events: &[Received<E>],
    read: fn(&E) -> Option<(DutyId, DutyState)>,
) -> Result<(), Rejected> {
    for run in events.chunk_by(|one, next| one.sender == next.sender) {
        let Some(first) = run.first() else { continue };
        let mut ends = Vec::with_capacity(run.len());
        for received in run {
            ends.push(received.read(read)?);
        }
        operations::note_ended(tx, &first.sender, ends).await?;
    }
    Ok(())
}
