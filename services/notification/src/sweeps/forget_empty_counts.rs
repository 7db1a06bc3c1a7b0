//! Takes rows of the board away that count nothing any more.

use sqlx::PgConnection;

use crate::store;

/// Returns how many rows went.
pub(super) async fn forget_empty_counts(tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    store::ledger::lock(tx).await?;
    Ok(usize::try_from(store::tally::delete_empty(tx).await?).unwrap_or(usize::MAX))
}
