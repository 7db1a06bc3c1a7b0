//! A receiver says that it has returned a delivery (退回), so that its sender knows why.

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::DeliveryReturned;
use sqlx::PgConnection;

use super::remote_change::{apply, receipt};
use crate::{
    Exchange, Host,
    operations::{ChangeKind, RemoteChange},
    wire::return_from_proto,
};

impl<H: Host> Handle<DeliveryReturned> for Exchange<H> {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DeliveryReturned>],
    ) -> Result<(), Rejected> {
        apply(tx, &self.reference.calendar(), events, read).await
    }
}

fn read(event: &DeliveryReturned) -> Option<RemoteChange> {
    Some(RemoteChange {
        delivery: event.delivery_id.parse().ok()?,
        receipt: receipt(event.receive_time, event.claim_deadline.clone())?,
        version: event.version,
        kind: ChangeKind::Returned(return_from_proto(event.r#return.clone()?)?),
    })
}
