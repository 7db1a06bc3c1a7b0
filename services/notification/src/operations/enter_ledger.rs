//! Who may write into the ledger: one writer at a time, and each service of its own duties only.

use ids::DutyId;
use mailbox::Rejected;
use sqlx::PgConnection;

use crate::store;

/// Waits for its turn. What another service keeps is not `sender`'s to speak of.
pub(super) async fn enter_ledger(
    tx: &mut PgConnection,
    sender: &str,
    ids: &[DutyId],
) -> Result<(), Rejected> {
    store::ledger::lock(tx).await?;
    match store::ledger::of_others(tx, sender, ids).await?.first() {
        None => Ok(()),
        Some(duty) => Err(Rejected::Park(format!("the duty {duty} is kept by another service"))),
    }
}
