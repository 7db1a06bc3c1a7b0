//! Makes pushes (推送, Art. 22(1), 23(1)): push, routing snapshot, deliveries and message, all or nothing.

use duty::Parties;
use jiff::Timestamp;
use mailbox::Messages;
use proto::exchange::v1::{PushSent, Recipient as ProtoRecipient};
use shell::Error;
use sqlx::PgConnection;
use workdays::Calendar;

use super::duties;
use crate::{
    Arrival, Happening, Host, Keys,
    host::happened,
    keys::not_sealed,
    model::{Delivery, NewPush, Push, PushKind, Receipt, Recipient, State, Way, owed_rule},
    store,
    wire::push_to_proto,
};

/// What all pushes of a slice have in common.
pub struct PushContext<'a, H> {
    /// Name of the service that sends.
    pub service: &'a str,
    /// Keys of personal data.
    pub keys: &'a Keys,
    /// The service that it is mounted in, which takes what is addressed to its own units.
    pub host: &'a H,
    /// The calendar that claim clocks are counted by.
    pub calendar: &'a Calendar,
    /// The instant at which they are accepted and routed.
    pub now: Timestamp,
}

/// Makes the pushes as accepted and routed. The duty to push ends with this transaction. A recipient that is served here has
/// its delivery in it, too.
pub async fn push<H: Host>(
    tx: &mut PgConnection,
    messages: &mut Messages,
    with: &PushContext<'_, H>,
    new: Vec<NewPush>,
) -> Result<Vec<Push>, Error> {
    if new.is_empty() {
        return Ok(Vec::new());
    }
    let mut pushes = Vec::with_capacity(new.len());
    let mut deliveries = Vec::new();
    let mut arrivals = Vec::new();
    for new in &new {
        let mut push = accepted(new, with)?;
        let made: Vec<Delivery> =
            new.recipients.iter().map(|recipient| delivery(&push, recipient, with)).collect();
        push.message = say_sent(messages, &push, new, with.keys)?;
        say_discharged(messages, &push, new, with.now);
        let here: Vec<Delivery> =
            made.iter().filter(|delivery| delivery.way == Way::Within).cloned().collect();
        if !here.is_empty() {
            arrivals.push(Arrival { push: push.clone(), personal: new.personal.clone(), deliveries: here });
        }
        deliveries.extend(made);
        pushes.push(push);
    }
    store::push::insert_all(tx, &pushes).await?;
    let routed: Vec<_> =
        new.iter().flat_map(|push| push.recipients.iter().map(|recipient| (push.id, recipient))).collect();
    store::push::insert_routing(tx, &routed).await?;
    store::delivery::insert_all(tx, &deliveries).await?;
    store::change::insert_all(tx, &deliveries).await?;
    if !arrivals.is_empty() {
        arrived(tx, messages, with.host, &arrivals).await?;
    }
    Ok(pushes)
}

/// Hands pushes that arrived to the host, kind by kind, and says that their claims are owed.
pub(super) async fn arrived<H: Host>(
    tx: &mut PgConnection,
    messages: &mut Messages,
    host: &H,
    arrivals: &[Arrival],
) -> Result<(), Error> {
    let kind = |arrival: &Arrival| -> PushKind { arrival.push.content.kind() };
    for of_kind in arrivals.chunk_by(|one, next| kind(one) == kind(next)) {
        let Some(first) = of_kind.first() else { continue };
        happened(host, tx, kind(first), Happening::Arrived(of_kind)).await?;
    }
    for arrival in arrivals {
        for delivery in &arrival.deliveries {
            if let Some(opened) = duties::opened(delivery, &arrival.push) {
                messages.say_in_trace(delivery.traceparent.clone(), &opened);
            }
        }
    }
    Ok(())
}

fn accepted<H>(new: &NewPush, with: &PushContext<'_, H>) -> Result<Push, Error> {
    Ok(Push {
        id: new.id,
        sender_unit: new.sender_unit.clone(),
        sender_service: with.service.to_owned(),
        source: new.source,
        title: new.content.title(),
        content: new.content.clone(),
        sealed_personal: with.keys.seal_at_rest(new.id, &new.personal).map_err(|error| not_sealed(&error))?,
        content_version: 1,
        deadline: new.deadline.clone(),
        accepted_at: with.now,
        map_version: new.map_version,
        message: None,
    })
}

fn delivery<H>(push: &Push, recipient: &Recipient, with: &PushContext<'_, H>) -> Delivery {
    let kind = push.content.kind();
    let (way, state) = if recipient.here {
        let rule = owed_rule(kind, recipient.role, push.is_stock());
        (Way::Within, State::Delivered(Receipt::open(rule, with.now, with.calendar)))
    } else {
        (Way::Sent, State::Sent)
    };
    Delivery {
        id: recipient.delivery,
        push: push.id,
        kind,
        way,
        unit: recipient.unit.clone(),
        sender_unit: push.sender_unit.clone(),
        role: recipient.role,
        // What has arrived here has changed once.
        version: i32::from(recipient.here),
        state,
        first_read_at: None,
        traceparent: telemetry::current_traceparent(),
    }
}

/// One message for all recipients that another service serves; none where all are here.
fn say_sent(
    messages: &mut Messages,
    push: &Push,
    new: &NewPush,
    keys: &Keys,
) -> Result<Option<ids::MessageId>, Error> {
    let there = new.recipients.iter().filter(|recipient| !recipient.here);
    let recipients: Vec<ProtoRecipient> = there
        .map(|recipient| ProtoRecipient {
            delivery_id: recipient.delivery.to_string(),
            unit: recipient.unit.to_string(),
            role: recipient.role.into(),
        })
        .collect();
    if recipients.is_empty() {
        return Ok(None);
    }
    let sealed = keys.seal_transport(push.id, &new.personal).map_err(|error| not_sealed(&error))?;
    let sent = PushSent { push: Some(push_to_proto(push)), sealed_personal: sealed.into(), recipients };
    Ok(Some(messages.say(&sent)))
}

/// That the duty to push is done. Of one that was not owed before this act, the whole is one message.
fn say_discharged(messages: &mut Messages, push: &Push, new: &NewPush, now: Timestamp) {
    let duty = push.duty();
    if new.was_owed {
        if let Some(discharged) = duty.discharged(now) {
            messages.say(&discharged);
        }
        return;
    }
    let parties = Parties { owed_by: &push.sender_unit, owed_to: None };
    if let Some(whole) = duty.opened_and_discharged(parties, &push.content.of_record(push.source), now) {
        messages.say(&whole);
    }
}
