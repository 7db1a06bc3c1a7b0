//! A receiver has counted the clock of an open delivery again, since the calendar changed.

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::DeliveryRedated;
use sqlx::PgConnection;

use super::remote_change::{apply, receipt};
use crate::{
    Exchange, Host,
    operations::{ChangeKind, RemoteChange},
};

impl<H: Host> Handle<DeliveryRedated> for Exchange<H> {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DeliveryRedated>],
    ) -> Result<(), Rejected> {
        apply(tx, &self.reference.calendar(), events, read).await
    }
}

fn read(event: &DeliveryRedated) -> Option<RemoteChange> {
    Some(RemoteChange {
        delivery: event.delivery_id.parse().ok()?,
        receipt: receipt(event.receive_time, event.claim_deadline.clone())?,
        version: event.version,
        kind: ChangeKind::Redated,
    })
}
