//! Makes pushes (推送, Art. 22(1), 23(1)): push, routing snapshot, deliveries and message, all or nothing.

use ids::DutyId;
use jiff::Timestamp;
use mailbox::Outbox;
use proto::{
    duty::v1::DutyDischarged,
    exchange::v1::{PushSent, Recipient as ProtoRecipient},
};
use shell::Error;
use sqlx::PgConnection;

use crate::{
    Keys,
    model::{Delivery, NewPush, Push, Recipient, State},
    rules::push_clock,
    store,
    wire::{push_to_proto, role_to_proto, timestamp_to_proto},
};

/// Makes the pushes as accepted and routed at `now`. The duty to push ends with this transaction.
pub async fn push(
    tx: &mut PgConnection,
    outbox: &Outbox,
    keys: &Keys,
    new: Vec<NewPush>,
    now: Timestamp,
) -> Result<Vec<Push>, Error> {
    let mut pushes = Vec::with_capacity(new.len());
    let mut messages = Vec::with_capacity(new.len());
    let mut discharged = Vec::new();
    for new in new {
        let push = accepted(&new, outbox.service(), keys, now)?;
        let deliveries: Vec<Delivery> =
            new.recipients.iter().map(|recipient| sent(&push, recipient)).collect();
        store::push::insert(tx, &push).await?;
        store::push::insert_routing(tx, push.id, &new.recipients).await?;
        store::delivery::insert_all(tx, &deliveries).await?;
        store::change::insert_all(tx, &deliveries).await?;
        messages.push(message(&push, &new, keys)?);
        if !push.is_stock() {
            let duty_id = DutyId::of(push_clock::RULE.kind, push.source).to_string();
            discharged.push(DutyDischarged { duty_id, discharge_time: Some(timestamp_to_proto(now)) });
        }
        pushes.push(push);
    }
    let ids = outbox.send(tx, &messages).await?;
    let carried: Vec<_> = ids.into_iter().zip(pushes.iter().map(|push| push.id)).collect();
    store::sent_message::insert_all(tx, &carried).await?;
    outbox.send(tx, &discharged).await?;
    Ok(pushes)
}

fn accepted(new: &NewPush, service: &str, keys: &Keys, now: Timestamp) -> Result<Push, Error> {
    Ok(Push {
        id: new.id,
        sender_unit: new.sender_unit.clone(),
        sender_service: service.to_owned(),
        source: new.source,
        title: new.title.clone(),
        decision: new.decision.clone(),
        sealed_personal: keys.seal_at_rest(new.id, &new.personal).map_err(|error| cannot_seal(&error))?,
        decision_version: 1,
        deadline: new.deadline.clone(),
        accepted_at: now,
        map_version: new.map_version,
    })
}

fn sent(push: &Push, recipient: &Recipient) -> Delivery {
    Delivery {
        id: recipient.delivery,
        push: push.id,
        unit: recipient.unit.clone(),
        sender_unit: push.sender_unit.clone(),
        role: recipient.role,
        state: State::Sent,
        first_read_at: None,
        traceparent: telemetry::current_traceparent(),
        version: 0,
    }
}

fn message(push: &Push, new: &NewPush, keys: &Keys) -> Result<PushSent, Error> {
    let mut recipients = Vec::with_capacity(new.recipients.len());
    for recipient in &new.recipients {
        recipients.push(ProtoRecipient {
            delivery_id: recipient.delivery.to_string(),
            unit: recipient.unit.to_string(),
            role: role_to_proto(recipient.role).into(),
        });
    }
    let sealed = keys.seal_transport(push.id, &new.personal).map_err(|error| cannot_seal(&error))?;
    Ok(PushSent { push: Some(push_to_proto(push)), sealed_personal: sealed.into(), recipients })
}

fn cannot_seal(error: &seal::SealError) -> Error {
    Error::Fault(format!("personal data cannot be sealed: {error}"))
}
