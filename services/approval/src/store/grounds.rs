//! `approval.grounds`: one number for all that routes go by, so that it is read again only once it has changed.

use sqlx::PgConnection;

/// The version of all that routes go by.
pub(crate) async fn version(tx: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("select version from approval.grounds").fetch_one(tx).await
}
