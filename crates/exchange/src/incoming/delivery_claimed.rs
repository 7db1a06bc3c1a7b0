//! A receiver says that it has claimed a delivery (认领).

use mailbox::{Handle, Received, Rejected};
use proto::exchange::v1::DeliveryClaimed;
use sqlx::PgConnection;

use crate::{
    Exchange, Host,
    model::Receipt,
    operations::{self, News, What},
    wire::{claim_from_proto, deadline_from_proto, timestamp_from_proto},
};

impl<H: Host> Handle<DeliveryClaimed> for Exchange<H> {
    async fn handle(
        &self,
        tx: &mut PgConnection,
        events: &[Received<DeliveryClaimed>],
    ) -> Result<(), Rejected> {
        let mut news = Vec::with_capacity(events.len());
        for event in events {
            let unreadable = || Rejected::Park(format!("message {} cannot be read", event.id));
            news.push(news_of(&event.event).ok_or_else(unreadable)?);
        }
        operations::learn(tx, &self.reference.calendar(), news).await
    }
}

fn news_of(event: &DeliveryClaimed) -> Option<News> {
    Some(News {
        delivery: event.delivery_id.parse().ok()?,
        receipt: Receipt {
            received_at: timestamp_from_proto(event.receive_time?)?,
            deadline: deadline_from_proto(event.claim_deadline.clone())?,
        },
        version: event.version,
        what: What::Claimed(claim_from_proto(event.claim.as_ref()?)?),
    })
}
