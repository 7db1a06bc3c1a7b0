//! The feed of changes behind WatchDeliveries: no reader ever passes over a row that commits late.

use ids::{DeliveryId, UnitCode};
use sqlx::PgConnection;

use crate::model::{Delivery, Way};

/// A position in the feed: the transaction that changed something, and the order within.
pub type Position = (i64, i64);

/// Notes that these deliveries changed. Nobody watches the copies of senders.
pub async fn insert_all(tx: &mut PgConnection, deliveries: &[Delivery]) -> Result<(), sqlx::Error> {
    let deliveries: Vec<&Delivery> = deliveries.iter().filter(|delivery| delivery.way != Way::Sent).collect();
    if deliveries.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = deliveries.iter().map(|delivery| delivery.id.0).collect();
    let units: Vec<_> = deliveries.iter().map(|delivery| delivery.unit.to_string()).collect();
    let senders: Vec<_> = deliveries.iter().map(|delivery| delivery.sender_unit.to_string()).collect();
    sqlx::query!(
        "insert into exchange.change (delivery_id, unit, sender_unit)
         select delivery_id, unit, sender_unit
         from unnest($1::uuid[], $2::text[], $3::text[]) as changed (delivery_id, unit, sender_unit)",
        &ids,
        &units,
        &senders,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Changes of the unit's deliveries after a position, oldest first. Rows of transactions that may still be open, or may have
/// an older one open beside them, are left for the next call, so that none is ever passed over.
pub async fn list_after(
    tx: &mut PgConnection,
    unit: &UnitCode,
    (transaction, sequence): Position,
    limit: i64,
) -> Result<Vec<(Position, DeliveryId)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select transaction_id::text::bigint as "transaction!", sequence, delivery_id
           from exchange.change
           where unit = $1
             and (transaction_id, sequence) > ($2::bigint::text::xid8, $3)
             and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
           order by transaction_id, sequence
           limit $4"#,
        unit.as_str(),
        transaction,
        sequence,
        limit,
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| ((row.transaction, row.sequence), DeliveryId(row.delivery_id))).collect())
}
