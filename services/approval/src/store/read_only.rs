//! Transactions that must not write: a check of a file must leave nothing, whatever it calls.

use sqlx::PgConnection;

/// From here on the database refuses every write of this transaction.
pub(crate) async fn set(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("set transaction read only").execute(tx).await?;
    Ok(())
}
