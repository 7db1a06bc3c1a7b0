//! Notes that an official of a unit has read a delivery in full (首次查阅, Art. 20). Reading is not claiming.

use ids::{DeliveryId, UnitCode};
use jiff::Timestamp;
use refusal::Refusal;
use shell::Error;
use sqlx::PgConnection;

use crate::{model::Delivery, store};

/// Reads the unit's delivery that the service `here` received; the first reading by an official, at `by_official`, is kept. Gives also
/// whether this is it. A delivery of another unit does not exist.
pub async fn read(
    tx: &mut PgConnection,
    here: &str,
    id: DeliveryId,
    unit: &UnitCode,
    by_official: Option<Timestamp>,
) -> Result<(Delivery, bool), Error> {
    let found = store::delivery::find_received(tx, here, id, unit).await?;
    let mut delivery = found.ok_or_else(|| Refusal::not_found("delivery", "送达"))?;
    let first = by_official.filter(|_| delivery.first_read_at.is_none());
    if let Some(now) = first {
        store::delivery::mark_read(tx, id, now).await?;
        delivery.first_read_at = Some(now);
    }
    Ok((delivery, first.is_some()))
}
