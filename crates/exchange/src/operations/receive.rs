//! Takes pushes into the receiving service (送达): supervision runs from here on (Art. 13), and the claim clock starts.

use mailbox::{Received, Rejected};
use proto::exchange::v1::PushSent;
use sqlx::PgConnection;
use workdays::Calendar;

use super::push::arrived;
use crate::{
    Arrival, Exchange, Host, Keys,
    keys::not_opened,
    model::{Delivery, Push, Receipt, State, Way, owed_rule},
    store,
    wire::push_from_proto,
};

/// Takes the pushes and their deliveries, hands them to the host, and opens the duties to claim.
pub(crate) async fn receive<H: Host>(
    tx: &mut PgConnection,
    exchange: &Exchange<H>,
    events: &[Received<PushSent>],
) -> Result<(), Rejected> {
    let calendar = exchange.reference.calendar();
    let mut arrivals = Vec::with_capacity(events.len());
    for event in events {
        arrivals.push(arrival(event, &exchange.keys, &calendar)?);
    }
    let pushes: Vec<Push> = arrivals.iter().map(|arrival| arrival.push.clone()).collect();
    let deliveries: Vec<Delivery> =
        arrivals.iter().flat_map(|arrival| arrival.deliveries.iter().cloned()).collect();
    store::push::insert_all(tx, &pushes).await?;
    store::delivery::insert_all(tx, &deliveries).await?;
    store::change::insert_all(tx, &deliveries).await?;
    let mut messages = exchange.resources.outbox.messages();
    arrived(tx, &mut messages, &*exchange.host, &arrivals).await?;
    exchange.resources.outbox.send_all(tx, messages).await?;
    Ok(())
}

fn arrival(event: &Received<PushSent>, keys: &Keys, calendar: &Calendar) -> Result<Arrival, Rejected> {
    let unreadable = || event.unreadable();
    let wire = event.event.push.clone().ok_or_else(unreadable)?;
    if wire.sender_service != event.sender {
        return Err(Rejected::Park("the push names another sender than the one that sent it".to_owned()));
    }
    let id = wire.id.parse().map_err(|_| unreadable())?;
    let sealed = &event.event.sealed_personal;
    let personal = keys.open_transport(id, sealed).map_err(|error| not_opened(&error))?;
    let sealed = keys.reseal(id, sealed).map_err(|error| not_opened(&error))?;
    let push = push_from_proto(wire, sealed).ok_or_else(unreadable)?;
    let kind = push.content.kind();
    let mut deliveries = Vec::with_capacity(event.event.recipients.len());
    for recipient in &event.event.recipients {
        let role = recipient.role().word().ok_or_else(unreadable)?;
        let receipt = Receipt::open(owed_rule(kind, role, push.is_stock()), event.received_at, calendar);
        deliveries.push(Delivery {
            id: recipient.delivery_id.parse().map_err(|_| unreadable())?,
            push: push.id,
            kind,
            way: Way::Received,
            unit: recipient.unit.parse().map_err(|_| unreadable())?,
            sender_unit: push.sender_unit.clone(),
            role,
            state: State::Delivered(receipt),
            first_read_at: None,
            traceparent: event.traceparent.clone(),
            version: 1,
        });
    }
    if deliveries.is_empty() { Err(unreadable()) } else { Ok(Arrival { push, personal, deliveries }) }
}
