//! `approval.grounds`.

use sqlx::PgConnection;

/// The version of all that routes go by.
pub(crate) async fn version(tx: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("select version from approval.grounds").fetch_one(tx).await
}
