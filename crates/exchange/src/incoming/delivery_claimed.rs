//! A receiver says that it has claimed a delivery (认领).

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::DeliveryClaimed;
use sqlx::PgConnection;

use super::news::{learn, receipt};
use crate::{
    Exchange, Host,
    operations::{News, What},
    wire::claim_from_proto,
};

impl<H: Host> Handle<DeliveryClaimed> for Exchange<H> {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DeliveryClaimed>],
    ) -> Result<(), Rejected> {
        learn(tx, &self.reference.calendar(), events, news_of).await
    }
}

fn news_of(event: &DeliveryClaimed) -> Option<News> {
    Some(News {
        delivery: event.delivery_id.parse().ok()?,
        receipt: receipt(event.receive_time, event.claim_deadline.clone())?,
        version: event.version,
        what: What::Claimed(claim_from_proto(event.claim.as_ref()?)?),
    })
}
