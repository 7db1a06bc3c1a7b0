//! Writing a message in the transaction that makes the fact.

use std::sync::Arc;

use ids::{MessageId, Uuid};
use sqlx::PgConnection;
use tokio::sync::Notify;

use crate::{Event, Verb, digest::sha256, enrol};

/// What a transaction says, in order; nothing is said before [`Outbox::send_all`].
#[derive(Debug)]
#[must_use = "nothing is said unless it is sent"]
pub struct Messages {
    service: Arc<str>,
    said: Vec<Message>,
}

#[derive(Debug)]
struct Message {
    id: MessageId,
    event: &'static str,
    verb: Verb,
    receivers: &'static [&'static str],
    body: Vec<u8>,
    traceparent: Option<String>,
}

impl Messages {
    /// Adds an event in the current trace; returns the id of its message.
    pub fn say<E: Event>(&mut self, event: &E) -> MessageId {
        self.say_in_trace(telemetry::current_traceparent(), event)
    }

    /// Adds the event, if there is any.
    pub fn say_any<E: Event>(&mut self, event: Option<E>) {
        if let Some(event) = event {
            self.say(&event);
        }
    }

    /// Adds an event that belongs to the trace of its own matter.
    pub fn say_in_trace<E: Event>(&mut self, traceparent: Option<String>, event: &E) -> MessageId {
        let id = MessageId::generate();
        let receivers = E::receivers(&self.service);
        let body = event.encode_to_vec();
        self.said.push(Message { id, event: E::NAME, verb: E::VERB, receivers, body, traceparent });
        id
    }
}

/// The writing end of a service's mailbox; clones share it.
#[derive(Clone, Debug)]
pub struct Outbox {
    service: Arc<str>,
    wake: Arc<Notify>,
}

impl Outbox {
    /// The outbox of the service of this name.
    pub fn new(service: &str) -> Self {
        Self { service: service.into(), wake: Arc::new(Notify::new()) }
    }

    /// Name of the service.
    pub fn service(&self) -> &str {
        &self.service
    }

    /// Writes the messages and their `todo` rows into the caller's transaction. Returns their ids in order.
    ///
    /// The transaction must be `read committed`, the default: a snapshot from before [`crate::enrol()`] would
    /// not see the new receiver. A body may have 768 KiB; a larger one fails here, where its author sees it.
    pub async fn send<E: Event>(
        &self,
        tx: &mut PgConnection,
        events: &[E],
    ) -> Result<Vec<MessageId>, sqlx::Error> {
        let here = telemetry::current_traceparent();
        self.write(tx, &vec![here; events.len()], events).await
    }

    /// The same for events that belong to traces of their own matters, each given as its `traceparent`.
    pub async fn send_in_traces<E: Event>(
        &self,
        tx: &mut PgConnection,
        events: Vec<(Option<String>, E)>,
    ) -> Result<Vec<MessageId>, sqlx::Error> {
        let (traceparents, events): (Vec<_>, Vec<_>) = events.into_iter().unzip();
        self.write(tx, &traceparents, &events).await
    }

    async fn write<E: Event>(
        &self,
        tx: &mut PgConnection,
        traceparents: &[Option<String>],
        events: &[E],
    ) -> Result<Vec<MessageId>, sqlx::Error> {
        let mut messages = self.messages();
        let ids = events
            .iter()
            .zip(traceparents)
            .map(|(event, trace)| messages.say_in_trace(trace.clone(), event))
            .collect();
        self.send_all(tx, messages).await?;
        Ok(ids)
    }

    /// Nothing to say yet: collects what a transaction says, of whatever kinds, for [`Outbox::send_all`].
    pub fn messages(&self) -> Messages {
        Messages { service: Arc::clone(&self.service), said: Vec::new() }
    }

    /// Writes all that was collected, and the `todo` rows, into the caller's transaction, as [`Outbox::send`] does.
    pub async fn send_all(&self, tx: &mut PgConnection, messages: Messages) -> Result<(), sqlx::Error> {
        let said = messages.said;
        if said.is_empty() {
            return Ok(());
        }
        let ids: Vec<Uuid> = said.iter().map(|message| message.id.0).collect();
        let hashes: Vec<Vec<u8>> = said.iter().map(|message| sha256(&message.body).to_vec()).collect();
        let traceparents: Vec<Option<String>> =
            said.iter().map(|message| message.traceparent.clone()).collect();
        let events: Vec<String> = said.iter().map(|message| message.event.to_owned()).collect();
        let verbs: Vec<String> = said.iter().map(|message| message.verb.as_str().to_owned()).collect();
        // Names of services; an array of arrays of different lengths is none for PostgreSQL.
        let receivers: Vec<String> = said.iter().map(|message| message.receivers.join(",")).collect();
        let bodies: Vec<Vec<u8>> = said.into_iter().map(|message| message.body).collect();
        enrol::share(tx).await?;
        sqlx::query!(
            "with said as materialized (
                select id, event, verb, string_to_array(receivers, ',') as receivers, body, body_sha256, traceparent, place
                from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::text[])
                    with ordinality
                    as said (id, event, verb, receivers, body, body_sha256, traceparent, place)
            ), kept as (
                insert into mailbox.message (id, sender, event, verb, receivers, body, body_sha256, traceparent)
                select id, $8, event, verb, receivers, body, body_sha256, traceparent from said order by place
            )
            insert into mailbox.todo (message_id, receiver)
            select said.id, receiver.name
            from said join mailbox.receiver on receiver.name = any(said.receivers)
            order by said.place, receiver.name",
            &ids,
            &events,
            &verbs,
            &receivers,
            &bodies,
            &hashes,
            &traceparents as &[Option<String>],
            &*self.service,
        )
        .execute(tx)
        .await?;
        Ok(())
    }

    /// Hurries the relay after a commit. Polling alone is enough.
    pub fn wake(&self) {
        self.wake.notify_one();
    }

    /// Ends at the next [`Outbox::wake`], or at once when one came since the last call.
    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }
}
