//! Writing a message in the transaction that makes the fact.

use std::sync::Arc;

use ids::{MessageId, Uuid};
use sqlx::PgConnection;
use tokio::sync::Notify;

use crate::{Event, digest::sha256, enrol};

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

    /// Writes the messages and their `todo` rows into the caller's transaction. Gives their ids in order.
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
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = events.iter().map(|_| MessageId::generate().0).collect();
        let bodies: Vec<Vec<u8>> = events.iter().map(E::encode_to_vec).collect();
        let hashes: Vec<Vec<u8>> = bodies.iter().map(|body| sha256(body).to_vec()).collect();
        let receivers: Vec<String> = E::receivers(&self.service).iter().map(ToString::to_string).collect();
        enrol::share(tx).await?;
        sqlx::query!(
            "with said as (
                insert into mailbox.message (id, sender, event, verb, receivers, body, body_sha256, traceparent)
                select said.id, $4, $5, $6, $7, said.body, said.body_sha256, said.traceparent
                from unnest($1::uuid[], $2::bytea[], $3::bytea[], $8::text[]) said (id, body, body_sha256, traceparent)
            )
            insert into mailbox.todo (message_id, receiver)
            select said.id, receiver.name
            from unnest($1) said (id) cross join mailbox.receiver
            where receiver.name = any($7)
            order by said.id, receiver.name",
            &ids,
            &bodies,
            &hashes,
            &*self.service,
            E::NAME,
            E::VERB.as_str(),
            &receivers,
            traceparents as &[Option<String>]
        )
        .execute(tx)
        .await?;
        Ok(ids.into_iter().map(MessageId).collect())
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
