//! Notes that an official of a unit has read a delivery in full (首次查阅, Art. 20). Reading is not claiming.

use ids::{DeliveryId, UnitCode};
use jiff::Timestamp;
use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use crate::{model::Delivery, store};

/// Reads the unit's delivery. The first reading by an official is kept: `official_reads_at` is when one
/// reads, none where only a system does. Returns also whether this is the first. A delivery of another unit does not exist.
pub async fn read(
    tx: &mut PgConnection,
    id: DeliveryId,
    unit: &UnitCode,
    official_reads_at: Option<Timestamp>,
) -> Result<(Delivery, bool), Error> {
    let delivery = find(tx, id, unit).await?;
    let Some(now) = official_reads_at.filter(|_| delivery.first_read_at.is_none()) else {
        return Ok((delivery, false));
    };
    let first = store::delivery::mark_read(tx, id, now).await?;
    // Whoever was first meanwhile is the first.
    Ok((find(tx, id, unit).await?, first))
}

async fn find(tx: &mut PgConnection, id: DeliveryId, unit: &UnitCode) -> Result<Delivery, Error> {
    let found = store::delivery::find_received(tx, id, unit).await?;
    Ok(found.ok_or_else(|| Refusal::not_found("delivery", "送达"))?)
}
