//! Notes in the ledger that clocks were counted again.

use ids::DutyId;
use mailbox::Rejected;
use sqlx::PgConnection;

use super::enter_ledger;
use crate::{
    model::{Recount, Redating},
    store,
};

/// Notes `sender`'s counts, each where none is known that is as new, and how each moved its date.
pub(crate) async fn note_redated(
    tx: &mut PgConnection,
    sender: &str,
    counts: Vec<Recount>,
    redatings: &[Redating],
) -> Result<(), Rejected> {
    let counts = Recount::newest(counts);
    let ids: Vec<DutyId> = counts.iter().map(|count| count.id).collect();
    enter_ledger(tx, sender, &ids).await?;
    store::ledger::date_all(tx, sender, &counts).await?;
    store::redating::insert_all(tx, redatings).await?;
    Ok(())
}
