//! Counts clocks again once the calendar has changed: a year was loaded or corrected, a day closed or reopened.
//!
//! Each row keeps the version of the calendar by which its clock was last counted, so it is looked at once per change. A
//! calendar that was not read yet has version 0, which is older than none.

use proto::duty::v1::DutyRedated;
use sqlx::PgConnection;

use crate::{
    Exchange, Host,
    model::{Delivery, State},
    operations::claim_duty_id,
    rules::{claim_clock, push_clock},
    store,
    wire::deadline_to_proto,
};

/// Counts up to 500 claim clocks and 500 push clocks again; gives how many. Call again while it gives more than none.
pub(super) async fn date_clocks<H: Host>(
    exchange: &Exchange<H>,
    tx: &mut PgConnection,
) -> Result<usize, sqlx::Error> {
    Ok(claim_clocks(exchange, tx).await? + push_clocks(exchange, tx).await?)
}

/// Those of open claims, and those that have no date yet (待定): both sides keep one, and both count.
async fn claim_clocks<H: Host>(exchange: &Exchange<H>, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = exchange.reference.calendar();
    let mut deliveries = store::delivery::lock_open(tx, calendar.version()).await?;
    if deliveries.is_empty() {
        return Ok(0);
    }
    let mut redated = Vec::new();
    for delivery in &mut deliveries {
        if delivery.recount(&calendar) {
            redated.push(delivery.clone());
        }
    }
    store::delivery::save_all(tx, &deliveries).await?;
    store::change::insert_all(tx, &redated).await?;
    say_redated(exchange, tx, &redated).await?;
    Ok(deliveries.len())
}

/// A push that was accepted has ended its clock, so only those that have no date yet.
async fn push_clocks<H: Host>(exchange: &Exchange<H>, tx: &mut PgConnection) -> Result<usize, sqlx::Error> {
    let calendar = exchange.reference.calendar();
    let pushes = store::push::lock_undated(tx, calendar.version()).await?;
    for push in &pushes {
        let deadline = push.deadline.recounted(&push_clock::RULE, &calendar);
        store::push::set_deadline(tx, push.id, &deadline).await?;
    }
    Ok(pushes.len())
}

/// Only the receiver opened the duty to claim, so only the receiver says that it has another date.
async fn say_redated<H: Host>(
    exchange: &Exchange<H>,
    tx: &mut PgConnection,
    deliveries: &[Delivery],
) -> Result<(), sqlx::Error> {
    let ids: Vec<_> = deliveries.iter().map(|delivery| delivery.push).collect();
    let pushes = store::push::find_all(tx, &ids).await?;
    let mut events = Vec::new();
    for delivery in deliveries {
        let ours =
            pushes.iter().any(|push| push.id == delivery.push && push.sender_service == exchange.service());
        let open = matches!(delivery.state, State::Delivered(_));
        let Some(receipt) = delivery.receipt().filter(|_| open && !ours) else { continue };
        events.push(DutyRedated {
            duty_id: claim_duty_id(delivery),
            deadline: deadline_to_proto(&receipt.deadline, &claim_clock::RULE),
        });
    }
    exchange.doors.outbox.send(tx, &events).await?;
    Ok(())
}
