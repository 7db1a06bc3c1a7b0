//! How far the database's transactions have come.

use crate::{Doors, Error};

/// A number that no transaction has had yet.
pub(crate) async fn next_transaction(doors: &Doors) -> Result<i64, Error> {
    let next =
        sqlx::query_scalar!(r#"select pg_snapshot_xmax(pg_current_snapshot())::text::bigint as "next!""#);
    Ok(next.fetch_one(&doors.rpc).await?)
}
