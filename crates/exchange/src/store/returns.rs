//! Every return of a delivery, kept for ever; the same return told twice is kept once.

use ids::{DeliveryId, ReturnId, UnitCode};
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::{PgConnection, types::Uuid};

use crate::model::{Delivery, ReturnCode, SendBack};

/// Keeps a return of a delivery. The same return told twice is kept once.
pub async fn insert(
    tx: &mut PgConnection,
    delivery: &Delivery,
    send_back: &SendBack,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into exchange.return
             (id, delivery_id, unit, sender_unit, code, remark, suggested_unit, returned_by, returned_at, delivery_version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (delivery_id, delivery_version) do nothing",
        ReturnId::generate().0,
        delivery.id.0,
        delivery.unit.as_str(),
        delivery.sender_unit.as_str(),
        send_back.code.name(),
        send_back.remark,
        send_back.suggested_unit.as_ref().map(UnitCode::as_str),
        send_back.official.as_str(),
        SqlTimestamp::from(send_back.at) as SqlTimestamp,
        delivery.version,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The returns of these deliveries, oldest first.
pub async fn list(
    tx: &mut PgConnection,
    deliveries: &[DeliveryId],
) -> Result<Vec<(DeliveryId, SendBack)>, sqlx::Error> {
    let deliveries: Vec<Uuid> = deliveries.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select delivery_id, code, remark, suggested_unit, returned_by, returned_at
         from exchange.return where delivery_id = any($1) order by delivery_version",
        &deliveries,
    )
    .fetch_all(tx)
    .await?;
    let mut returns = Vec::with_capacity(rows.len());
    for row in rows {
        let bad = |column| database::inconsistent(&format!("exchange.return.{column}"), row.delivery_id);
        let suggested_unit = match row.suggested_unit {
            Some(unit) => Some(unit.parse().map_err(|_| bad("suggested_unit"))?),
            None => None,
        };
        let kept = SendBack {
            code: ReturnCode::named(&row.code).ok_or_else(|| bad("code"))?,
            remark: row.remark,
            suggested_unit,
            official: row.returned_by.parse().map_err(|_| bad("returned_by"))?,
            at: row.returned_at.to_jiff(),
        };
        returns.push((DeliveryId(row.delivery_id), kept));
    }
    Ok(returns)
}
