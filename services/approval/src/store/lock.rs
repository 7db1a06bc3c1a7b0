//! Advisory locks: changes of reference data happen rarely, and one after the other.

use sqlx::PgConnection;

/// What is changed by one transaction at a time.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shared {
    /// Units, officials, certificate keys and calendar.
    Directory = 1,
    /// Items and the responsibility map.
    Catalogue = 2,
}

/// Waits until this transaction is the only one that changes `what`; held until it ends.
pub(crate) async fn take(tx: &mut PgConnection, what: Shared) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('approval'), $1)", what as i32).execute(tx).await?;
    Ok(())
}
