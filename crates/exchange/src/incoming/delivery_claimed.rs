//! A receiver says that it has claimed a delivery (认领), so that its sender knows who and when.

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::DeliveryClaimed;
use sqlx::PgConnection;

use super::remote_change::{apply, receipt};
use crate::{
    Exchange, Host,
    operations::{ChangeKind, RemoteChange},
    wire::claim_from_proto,
};

impl<H: Host> Handle<DeliveryClaimed> for Exchange<H> {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DeliveryClaimed>],
    ) -> Result<(), Rejected> {
        apply(tx, &self.reference.calendar(), events, read).await
    }
}

fn read(event: &DeliveryClaimed) -> Option<RemoteChange> {
    Some(RemoteChange {
        delivery: event.delivery_id.parse().ok()?,
        receipt: receipt(event.receive_time, event.claim_deadline.clone())?,
        version: event.version,
        kind: ChangeKind::Claimed(claim_from_proto(event.claim.as_ref()?)?),
    })
}
