//! How far the database's transactions have come: a cursor beyond that is none of this database's.

use sqlx::PgPool;

/// A number that no transaction has had yet.
pub(crate) async fn next_transaction(pool: &PgPool) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as "next!""#)
        .fetch_one(pool)
        .await
}
