//! Counts clocks again once the calendar has changed: a year was loaded or corrected, a day closed or reopened.
//!
//! Each row keeps the version of the calendar by which its clock was last counted, so it is looked at once per change. A
//! calendar that was not read yet has version 0, which is older than none.

use proto::{exchange::v1::DeliveryRedated, timestamp_to_proto};
use sqlx::PgConnection;

use crate::{
    Exchange, Host,
    model::{Delivery, Way},
    operations::claim_deadline,
    store,
};

/// Counts up to 500 claim clocks and 500 push clocks again. Returns how many; call again while there are any.
pub(super) async fn recount_clocks<H: Host>(
    exchange: &Exchange<H>,
    tx: &mut PgConnection,
) -> Result<usize, sqlx::Error> {
    Ok(claim_clocks(exchange, tx).await? + push_clocks(exchange, tx).await?)
}

/// Those of open claims, and those that have no date yet (待定): both sides keep one, and both count. Of an open one the
/// receiver says what it counted, moved or not, to the sender, who may have counted otherwise; and only the receiver, who
/// opened the duty to claim, says that the duty has another date.
async fn claim_clocks<H: Host>(exchange: &Exchange<H>, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = exchange.reference.calendar();
    let mut deliveries = store::delivery::lock_to_recount(tx, calendar.version()).await?;
    if deliveries.is_empty() {
        return Ok(0);
    }
    let mut messages = exchange.resources.outbox.messages();
    let mut moved = Vec::new();
    for delivery in &mut deliveries {
        let recounted = delivery.recount(&calendar);
        if delivery.is_open() && delivery.way == Way::Received {
            delivery.version += 1;
            messages.say(&redated_event(delivery));
        }
        if let Some(redated) = recounted.redated {
            messages.say(&redated);
        }
        if recounted.has_moved {
            moved.push(delivery.clone());
        }
    }
    store::delivery::save_all(tx, &deliveries).await?;
    store::change::insert_all(tx, &moved).await?;
    exchange.resources.outbox.send_all(tx, messages).await?;
    Ok(deliveries.len())
}

/// A push that was accepted has ended its clock, so only those that have no date yet.
async fn push_clocks<H: Host>(exchange: &Exchange<H>, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = exchange.reference.calendar();
    let mut clocks = store::push::lock_to_recount(tx, calendar.version()).await?;
    for (_, duty) in &mut clocks {
        duty.recount(&calendar, false);
    }
    store::push::set_deadlines(tx, &clocks).await?;
    Ok(clocks.len())
}

fn redated_event(delivery: &Delivery) -> DeliveryRedated {
    DeliveryRedated {
        delivery_id: delivery.id.to_string(),
        unit: delivery.unit.to_string(),
        version: delivery.version,
        receive_time: delivery.receipt().map(|receipt| timestamp_to_proto(receipt.received_at)),
        claim_deadline: claim_deadline(delivery),
    }
}
