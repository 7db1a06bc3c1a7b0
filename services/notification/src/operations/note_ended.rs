//! Notes in the ledger that duties were done, or fell away.

use ids::DutyId;
use mailbox::Rejected;
use sqlx::PgConnection;

use super::enter_ledger;
use crate::{model::DutyState, store};

/// Notes how `sender`'s duties ended. The first end of a duty stands.
pub(crate) async fn note_ended(
    tx: &mut PgConnection,
    sender: &str,
    mut ends: Vec<(DutyId, DutyState)>,
) -> Result<(), Rejected> {
    ends.sort_by_key(|(id, _)| *id);
    ends.dedup_by_key(|(id, _)| *id);
    let ids: Vec<DutyId> = ends.iter().map(|(id, _)| *id).collect();
    enter_ledger(tx, sender, &ids).await?;
    store::ledger::end_all(tx, sender, &ends).await?;
    Ok(())
}
