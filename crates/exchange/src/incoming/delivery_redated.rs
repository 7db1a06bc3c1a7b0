//! A receiver has counted the clock of an open delivery again, since the calendar changed.

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::DeliveryRedated;
use sqlx::PgConnection;

use crate::{
    Exchange, Host,
    model::Receipt,
    operations::{self, News, What},
    wire::{deadline_from_proto, timestamp_from_proto},
};

impl<H: Host> Handle<DeliveryRedated> for Exchange<H> {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DeliveryRedated>],
    ) -> Result<(), Rejected> {
        let mut news = Vec::with_capacity(events.len());
        for event in events {
            let unreadable = || Rejected::Park(format!("message {} cannot be read", event.id));
            news.push(news_of(&event.event).ok_or_else(unreadable)?);
        }
        operations::learn(tx, &self.reference.calendar(), news).await
    }
}

fn news_of(event: &DeliveryRedated) -> Option<News> {
    Some(News {
        delivery: event.delivery_id.parse().ok()?,
        receipt: Receipt {
            received_at: timestamp_from_proto(event.receive_time?)?,
            deadline: deadline_from_proto(event.claim_deadline.clone())?,
        },
        version: event.version,
        what: What::Redated,
    })
}
