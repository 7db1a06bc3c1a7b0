//! Takes a licence out of the register of a unit that has returned it (Art. 20): it is not that unit's to supervise.

use ids::DeliveryId;
use sqlx::PgConnection;

use crate::store;

/// Marks the licence that this delivery brought as returned; it stays in the database and leaves the lists.
pub(crate) async fn mark_returned(tx: &mut PgConnection, delivery: DeliveryId) -> Result<(), sqlx::Error> {
    store::licence::mark_returned(tx, delivery).await
}
