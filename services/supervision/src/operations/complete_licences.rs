//! Takes over what a decision lacked and its sender has completed (补全, Art. 22(2)).

use ids::DeliveryId;
use proto::exchange::v1::LicenceDecision;
use sqlx::PgConnection;

use crate::store;

/// Replaces the decision behind the licences that these deliveries brought. Who the subject is cannot change by it.
pub(crate) async fn complete_licences(
    tx: &mut PgConnection,
    deliveries: &[DeliveryId],
    decision: &LicenceDecision,
) -> Result<(), sqlx::Error> {
    store::licence::complete(tx, deliveries, decision).await
}
