//! A receiver has counted the clock of an open delivery again, since the calendar changed.

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::DeliveryRedated;
use sqlx::PgConnection;

use super::news::{learn, receipt};
use crate::{
    Exchange, Host,
    operations::{News, What},
};

impl<H: Host> Handle<DeliveryRedated> for Exchange<H> {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DeliveryRedated>],
    ) -> Result<(), Rejected> {
        learn(tx, &self.reference.calendar(), events, news_of).await
    }
}

fn news_of(event: &DeliveryRedated) -> Option<News> {
    Some(News {
        delivery: event.delivery_id.parse().ok()?,
        receipt: receipt(event.receive_time, event.claim_deadline.clone())?,
        version: event.version,
        what: What::Redated,
    })
}
