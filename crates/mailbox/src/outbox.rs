//! Writing a message in the transaction that makes the fact.

use std::sync::Arc;

use ids::MessageId;
use sqlx::PgConnection;
use tokio::sync::Notify;

use crate::Event;

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
    pub async fn send<E: Event>(&self, _tx: &mut PgConnection, _events: &[E]) -> Result<Vec<MessageId>, sqlx::Error> {
        todo!()
    }

    /// Hurries the relay after a commit. Polling alone is enough.
    pub fn wake(&self) {
        self.wake.notify_one();
    }
}
