//! `reference.change`: how replicas notice that their snapshot is old.

use sqlx::PgConnection;

/// How many transactions wrote so far.
pub async fn change_number(tx: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("select number from reference.change").fetch_one(tx).await
}

/// Announces a change, before anything is written: from here to the end of the transaction no other writer works, so
/// that writers of several tables cannot deadlock and a higher number always holds what a lower one does.
pub(super) async fn announce(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    database::one(sqlx::query!("update reference.change set number = number + 1").execute(tx).await?)
}
