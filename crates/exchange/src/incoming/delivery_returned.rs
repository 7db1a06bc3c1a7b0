//! A receiver says that it has returned a delivery (退回).

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::DeliveryReturned;
use sqlx::PgConnection;

use super::news::{learn, receipt};
use crate::{
    Exchange, Host,
    operations::{News, What},
    wire::return_from_proto,
};

impl<H: Host> Handle<DeliveryReturned> for Exchange<H> {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DeliveryReturned>],
    ) -> Result<(), Rejected> {
        learn(tx, &self.reference.calendar(), events, news_of).await
    }
}

fn news_of(event: &DeliveryReturned) -> Option<News> {
    Some(News {
        delivery: event.delivery_id.parse().ok()?,
        receipt: receipt(event.receive_time, event.claim_deadline.clone())?,
        version: event.version,
        what: What::Returned(return_from_proto(event.r#return.clone()?)?),
    })
}
