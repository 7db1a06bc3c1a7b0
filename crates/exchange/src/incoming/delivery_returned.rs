//! A receiver says that it has returned a delivery (退回).

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::DeliveryReturned;
use sqlx::PgConnection;

use crate::{
    Exchange, Host,
    model::Receipt,
    operations::{self, News, What},
    wire::{deadline_from_proto, return_from_proto, timestamp_from_proto},
};

impl<H: Host> Handle<DeliveryReturned> for Exchange<H> {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DeliveryReturned>],
    ) -> Result<(), Rejected> {
        let mut news = Vec::with_capacity(events.len());
        for event in events {
            let unreadable = || Rejected::Park(format!("message {} cannot be read", event.id));
            news.push(news_of(&event.event).ok_or_else(unreadable)?);
        }
        operations::learn(tx, &self.reference.calendar(), news).await
    }
}

fn news_of(event: &DeliveryReturned) -> Option<News> {
    Some(News {
        delivery: event.delivery_id.parse().ok()?,
        receipt: Receipt {
            received_at: timestamp_from_proto(event.receive_time?)?,
            deadline: deadline_from_proto(event.claim_deadline.clone())?,
        },
        version: event.version,
        what: What::Returned(return_from_proto(event.r#return.clone()?)?),
    })
}
