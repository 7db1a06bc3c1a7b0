//! Notes in the ledger what is owed from now on (时限义务).

use ids::DutyId;
use jiff::Timestamp;
use mailbox::Rejected;
use sqlx::PgConnection;

use super::enter_ledger;
use crate::{
    model::{Opening, Recount},
    store,
};

/// Notes what `sender` has opened, with the counts of the clocks. What was noted before stays, but for newer counts.
pub(crate) async fn note_opened(
    tx: &mut PgConnection,
    sender: &str,
    at: Timestamp,
    mut openings: Vec<Opening>,
    counts: Vec<Recount>,
) -> Result<(), Rejected> {
    openings.sort_by_key(|opening| opening.id);
    openings.dedup_by_key(|opening| opening.id);
    let ids: Vec<DutyId> = openings.iter().map(|opening| opening.id).collect();
    enter_ledger(tx, sender, &ids).await?;
    // The count first: when the duty is seen for the first time it is whole, and counted and told of once.
    store::ledger::date_all(tx, sender, &Recount::newest(counts)).await?;
    store::ledger::open_all(tx, sender, at, &openings).await?;
    Ok(())
}
