//! What the exchange asks of the service that it is mounted in.

use std::future::Future;

use ids::DeliveryId;
use mailbox::Rejected;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use sqlx::PgConnection;

use crate::model::{Delivery, Push};

/// A push that has just arrived, with its deliveries to units of this service.
pub struct Arrival {
    /// The push as it rests here.
    pub push: Push,
    /// Its personal data, opened.
    pub personal: PersonalData,
    /// Its deliveries.
    pub deliveries: Vec<Delivery>,
}

/// The service that the exchange is mounted in. Everything happens inside the exchange's transaction.
pub trait Host: Send + Sync + 'static {
    /// Pushes arrived: supervision runs from here on (Art. 13).
    fn delivered(
        &self,
        tx: &mut PgConnection,
        arrivals: &[Arrival],
    ) -> impl Future<Output = Result<(), Rejected>> + Send;

    /// Deliveries were claimed by their units.
    fn claimed(
        &self,
        tx: &mut PgConnection,
        deliveries: &[DeliveryId],
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send;

    /// A delivery was returned by its unit.
    fn returned(
        &self,
        tx: &mut PgConnection,
        delivery: DeliveryId,
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send;

    /// What a decision lacked was completed by its sender.
    fn completed(
        &self,
        tx: &mut PgConnection,
        deliveries: &[DeliveryId],
        decision: &LicenceDecision,
        personal: &PersonalData,
    ) -> impl Future<Output = Result<(), Rejected>> + Send;
}
