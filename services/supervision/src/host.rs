//! What the exchange changes here: supervised subjects enter the register, are claimed, are completed.

use exchange::{Arrival, Host};
use ids::DeliveryId;
use mailbox::Rejected;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use seal::Index;
use sqlx::PgConnection;

use crate::operations;

/// Supervision as the exchange's host.
pub struct Supervision {
    /// Finds natural persons by a keyed hash of their number.
    pub index: Index,
}

impl Host for Supervision {
    async fn delivered(&self, tx: &mut PgConnection, arrivals: &[Arrival]) -> Result<(), Rejected> {
        Ok(operations::enter_register(tx, &self.index, arrivals).await?)
    }

    async fn claimed(&self, tx: &mut PgConnection, deliveries: &[DeliveryId]) -> Result<(), sqlx::Error> {
        operations::mark_claimed(tx, deliveries).await
    }

    async fn returned(&self, tx: &mut PgConnection, delivery: DeliveryId) -> Result<(), sqlx::Error> {
        operations::mark_returned(tx, delivery).await
    }

    async fn completed(
        &self,
        tx: &mut PgConnection,
        deliveries: &[DeliveryId],
        decision: &LicenceDecision,
        _personal: &PersonalData,
    ) -> Result<(), Rejected> {
        Ok(operations::complete_licences(tx, deliveries, decision).await?)
    }
}
