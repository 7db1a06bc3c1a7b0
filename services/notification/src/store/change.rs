//! The feed of changes behind WatchDuties; written by triggers.

use ids::{DutyId, UnitCode};
use sqlx::PgConnection;

/// A place in the feed: the transaction that changed something, and the order within.
pub(crate) type Place = (i64, i64);

/// Changes of the duties that `unit` may see (none: all) after a place, oldest first. Rows of transactions that may still be
/// open, or may have an older one open beside them, are left for the next call, so that none is ever passed over.
pub(crate) async fn list_after(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    (transaction, sequence): Place,
    limit: i64,
) -> Result<Vec<(Place, DutyId)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select transaction_id::text::bigint as "transaction!", sequence, duty_id
           from notification.change
           where ($1::text is null or $1 in (owed_by, owed_to))
             and (transaction_id, sequence) > ($2::bigint::text::xid8, $3)
             and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
           order by transaction_id, sequence
           limit $4"#,
        unit.map(UnitCode::as_str),
        transaction,
        sequence,
        limit,
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| ((row.transaction, row.sequence), DutyId(row.duty_id))).collect())
}
