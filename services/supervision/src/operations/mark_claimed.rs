//! Takes the mark 未认领 off licences that their unit has claimed (Art. 13, 22(1)).

use ids::DeliveryId;
use sqlx::PgConnection;

use crate::store;

/// Marks the licences that these deliveries brought as claimed.
pub(crate) async fn mark_claimed(
    tx: &mut PgConnection,
    deliveries: &[DeliveryId],
) -> Result<(), sqlx::Error> {
    store::licence::mark_claimed(tx, deliveries).await
}
