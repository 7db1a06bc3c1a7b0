//! What the events of a receiver about its deliveries have in common.

use duty::deadline_from_proto;
use mailbox::{Received, Rejected};
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    model::Receipt,
    operations::{self, News},
    wire::timestamp_from_proto,
};

/// Notes what a receiver said; an event that `news_of` cannot read is parked.
pub(super) async fn learn<E>(
    tx: &mut PgConnection,
    calendar: &Calendar,
    events: &[Received<E>],
    news_of: fn(&E) -> Option<News>,
) -> Result<(), Rejected> {
    let mut news = Vec::with_capacity(events.len());
    for event in events {
        let unreadable = || Rejected::Park(format!("message {} cannot be read", event.id));
        news.push(news_of(&event.event).ok_or_else(unreadable)?);
    }
    operations::learn(tx, calendar, news).await
}

/// When the receiver had the delivery, and the clock that it counts.
pub(super) fn receipt(
    receive_time: Option<prost_types::Timestamp>,
    claim_deadline: Option<proto::r#type::v1::Deadline>,
) -> Option<Receipt> {
    Some(Receipt {
        received_at: timestamp_from_proto(receive_time?)?,
        deadline: deadline_from_proto(claim_deadline)?,
    })
}
