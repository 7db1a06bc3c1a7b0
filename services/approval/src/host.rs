//! Approval as the exchange's host. Supervision information (Art. 23) does not reach it yet: no push is addressed to an
//! approval bureau, and one that claims to be is kept for an operator.

use exchange::{Arrival, Host};
use ids::DeliveryId;
use mailbox::Rejected;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use sqlx::PgConnection;

/// Approval as the exchange's host.
pub struct Approval;

impl Host for Approval {
    async fn delivered(&self, _tx: &mut PgConnection, _arrivals: &[Arrival]) -> Result<(), Rejected> {
        Err(Rejected::Park("no push of this kind is addressed to approval".to_owned()))
    }

    async fn claimed(&self, _tx: &mut PgConnection, _deliveries: &[DeliveryId]) -> Result<(), sqlx::Error> {
        Ok(())
    }

    async fn returned(&self, _tx: &mut PgConnection, _delivery: DeliveryId) -> Result<(), sqlx::Error> {
        Ok(())
    }

    async fn completed(
        &self,
        _tx: &mut PgConnection,
        _deliveries: &[DeliveryId],
        _decision: &LicenceDecision,
        _personal: &PersonalData,
    ) -> Result<(), Rejected> {
        Err(Rejected::Park("no push of this kind is addressed to approval".to_owned()))
    }
}
