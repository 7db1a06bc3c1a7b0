//! What the exchange asks of the service that it is mounted in: one function per kind of content that it handles.

use std::future::{Future, ready};

use ids::{DeliveryId, PushId};
use proto::exchange::v1::PersonalData;
use shell::Error;
use sqlx::PgConnection;

use crate::model::{Content, Delivery, Push, PushKind};

/// A push that has just arrived, with its deliveries to units of this service.
pub struct Arrival {
    /// The push as it rests here.
    pub push: Push,
    /// Its personal data, opened.
    pub personal: PersonalData,
    /// Its deliveries.
    pub deliveries: Vec<Delivery>,
}

/// What happened to pushes of one kind that units of this service received.
pub enum Happening<'a> {
    /// They arrived: supervision runs from here on (Art. 13).
    Arrived(&'a [Arrival]),
    /// Deliveries were claimed by their units.
    Claimed(&'a [DeliveryId]),
    /// A delivery was returned by its unit.
    Returned(DeliveryId),
    /// What a content lacked was completed by its sender.
    Completed(Completed<'a>),
}

/// What was completed, and where it is known.
pub struct Completed<'a> {
    /// The push that carries it.
    pub push: PushId,
    /// Its deliveries here.
    pub deliveries: &'a [DeliveryId],
    /// The content as it is now.
    pub content: &'a Content,
    /// Its personal data, opened.
    pub personal: &'a PersonalData,
}

/// The service that the exchange is mounted in. Everything happens inside the exchange's transaction. A kind of which it says nothing
/// is not for its units: a push of it is kept for an operator.
pub trait Host: Send + Sync + 'static {
    /// Licence decisions (许可决定, Art. 22).
    fn licence_decisions(
        &self,
        tx: &mut PgConnection,
        what: Happening<'_>,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        let _ = tx;
        ready(not_for_us(&what))
    }
}

/// Hands what happened to the host's function for this kind.
pub(crate) async fn happened<H: Host>(
    host: &H,
    tx: &mut PgConnection,
    kind: PushKind,
    what: Happening<'_>,
) -> Result<(), Error> {
    match kind {
        PushKind::LicenceDecision => host.licence_decisions(tx, what).await,
    }
}

fn not_for_us(what: &Happening<'_>) -> Result<(), Error> {
    match what {
        Happening::Arrived(_) | Happening::Completed(_) => {
            Err(Error::Fault("no push of this kind is addressed to this service".to_owned()))
        }
        // Nothing of the kind was let in, so there is nothing to follow.
        Happening::Claimed(_) | Happening::Returned(_) => Ok(()),
    }
}
