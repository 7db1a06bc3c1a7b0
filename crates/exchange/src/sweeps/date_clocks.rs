//! Dates the clocks that had no date (待定) once the calendar of their year is loaded.

use jiff::{Timestamp, civil::Date};
use proto::duty::v1::DutyRedated;
use sqlx::PgConnection;
use workdays::Calendar;

use crate::{
    Exchange, Host,
    model::{Deadline, Delivery, Receipt, State},
    operations::claim_duty_id,
    rules::{claim_clock, push_clock},
    store,
    wire::deadline_to_proto,
};

/// Dates what can be dated; gives how many clocks got a date. Call again while it gives more than none.
pub(super) async fn date_clocks<H: Host>(
    exchange: &Exchange<H>,
    tx: &mut PgConnection,
) -> Result<usize, sqlx::Error> {
    let calendar = exchange.reference.calendar();
    let Some(since) = first_day(&calendar) else { return Ok(0) };
    let mut dated = Vec::new();
    for mut delivery in store::delivery::lock_undated(tx, since).await? {
        let undated = delivery.receipt().map(|receipt| receipt.deadline.clone());
        if let Some(deadline) = undated.and_then(|undated| undated.dated(&claim_clock::RULE, &calendar)) {
            give_date(&mut delivery, deadline);
            dated.push(delivery);
        }
    }
    let mut count = dated.len();
    if !dated.is_empty() {
        store::delivery::save_all(tx, &dated).await?;
        store::change::insert_all(tx, &dated).await?;
        say_redated(exchange, tx, &dated).await?;
    }
    for push in store::push::lock_undated(tx, since).await? {
        if let Some(deadline) = push.deadline.dated(&push_clock::RULE, &calendar) {
            store::push::set_deadline(tx, push.id, &deadline).await?;
            count += 1;
        }
    }
    Ok(count)
}

/// Where the calendar begins. Clocks from before it stay without a date; they would only stand in the way.
pub fn first_day(calendar: &Calendar) -> Option<Timestamp> {
    let year = i16::try_from(calendar.years().next()?.year()).ok()?;
    Some(clock::start_of(Date::new(year, 1, 1).ok()?))
}

fn give_date(delivery: &mut Delivery, deadline: Deadline) {
    let with = |receipt: &Receipt| Receipt { received_at: receipt.received_at, deadline };
    delivery.state = match &delivery.state {
        State::Sent => State::Sent,
        State::Delivered(receipt) => State::Delivered(with(receipt)),
        State::Claimed(receipt, claim) => State::Claimed(with(receipt), claim.clone()),
        State::Returned(receipt, return_) => State::Returned(with(receipt), return_.clone()),
    };
}

/// Only the receiver opened the duty to claim, so only the receiver says that it has a date.
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
