//! Takes pushes into the receiving service (送达): supervision runs from here on (Art. 13), and the claim clock starts.

use deadline::Deadline;
use mailbox::{Outbox, Received, Rejected};
use proto::exchange::v1::PushSent;
use sqlx::PgConnection;
use workdays::Calendar;

use super::duties;
use crate::{
    Arrival, Host, Keys,
    keys::not_opened,
    model::{Delivery, Receipt, State},
    rules::claim_clock,
    store,
    wire::{push_from_proto, role_from_proto},
};

/// Takes the pushes and their deliveries, hands them to the host, and opens the duties to claim.
pub(crate) async fn receive<H: Host>(
    tx: &mut PgConnection,
    host: &H,
    outbox: &Outbox,
    keys: &Keys,
    calendar: &Calendar,
    events: &[Received<PushSent>],
) -> Result<(), Rejected> {
    let mut arrivals = Vec::with_capacity(events.len());
    for event in events {
        arrivals.push(arrival(event, keys, calendar)?);
    }
    let mut opened = Vec::new();
    let mut deliveries = Vec::new();
    for arrival in &arrivals {
        store::push::insert(tx, &arrival.push).await?;
        opened
            .extend(arrival.deliveries.iter().filter_map(|delivery| duties::opened(delivery, &arrival.push)));
        deliveries.extend_from_slice(&arrival.deliveries);
    }
    store::delivery::insert_all(tx, &deliveries).await?;
    store::change::insert_all(tx, &deliveries).await?;
    host.delivered(tx, &arrivals).await?;
    outbox.send(tx, &opened).await?;
    Ok(())
}

fn arrival(event: &Received<PushSent>, keys: &Keys, calendar: &Calendar) -> Result<Arrival, Rejected> {
    let unreadable = || Rejected::Park("the push cannot be read".to_owned());
    let wire = event.event.push.clone().ok_or_else(unreadable)?;
    if wire.sender_service != event.sender {
        return Err(Rejected::Park("the push names another sender than the one that sent it".to_owned()));
    }
    let id = wire.id.parse().map_err(|_| unreadable())?;
    let sealed = &event.event.sealed_personal;
    let personal = keys.open_transport(id, sealed).map_err(|error| not_opened(&error))?;
    let sealed = keys.reseal(id, sealed).map_err(|error| not_opened(&error))?;
    let push = push_from_proto(wire, sealed).ok_or_else(unreadable)?;
    let deadline =
        if push.is_stock() { Deadline::NotOpened } else { claim_clock::open(event.received_at, calendar) };
    let receipt = Receipt { received_at: event.received_at, deadline };
    let mut deliveries = Vec::with_capacity(event.event.recipients.len());
    for recipient in &event.event.recipients {
        deliveries.push(Delivery {
            id: recipient.delivery_id.parse().map_err(|_| unreadable())?,
            push: push.id,
            unit: recipient.unit.parse().map_err(|_| unreadable())?,
            sender_unit: push.sender_unit.clone(),
            role: role_from_proto(recipient.role()).ok_or_else(unreadable)?,
            state: State::Delivered(receipt.clone()),
            first_read_at: None,
            traceparent: telemetry::current_traceparent(),
            version: 1,
        });
    }
    if deliveries.is_empty() { Err(unreadable()) } else { Ok(Arrival { push, personal, deliveries }) }
}
