//! A service's mailbox: what its parts share.

use std::{fmt, sync::Arc};

use clock::Clock;
use ids::Uuid;
use sqlx::PgPool;
use tokio::sync::{Notify, OnceCell};

use crate::{
    Event, Handle, OnReceipts, Outbox, Settings,
    broker::Broker,
    budget::Budget,
    envelope::Incoming,
    handlers::Handlers,
    identity,
    inbox::{self, Outcome},
};

/// A service's mailbox; clones share it.
#[derive(Clone)]
pub struct Mailbox(Arc<Parts>);

struct Parts {
    outbox: Outbox,
    pool: PgPool,
    clock: Clock,
    settings: Settings,
    peers: Vec<String>,
    handlers: Handlers,
    budget: Budget,
    broker: OnceCell<Broker>,
    incarnation: OnceCell<Uuid>,
    receipts_due: Notify,
}

/// A mailbox that is being put together: a bare list of peers and handlers.
#[derive(Debug)]
pub struct Builder {
    outbox: Outbox,
    pool: PgPool,
    clock: Clock,
    settings: Settings,
    peers: Vec<String>,
    handlers: Handlers,
}

impl Builder {
    /// Reads the stream of this service.
    #[must_use]
    pub fn peer(mut self, service: &str) -> Self {
        self.peers.push(service.to_owned());
        self
    }

    /// Gives the events `E` to `handler`. An event without handler is parked.
    #[must_use]
    pub fn on<E: Event, H: Handle<E>>(mut self, handler: Arc<H>) -> Self {
        self.handlers.add::<E, H>(handler);
        self
    }

    /// Gives receipts to `handler`.
    #[must_use]
    pub fn on_receipts<H: OnReceipts>(mut self, handler: Arc<H>) -> Self {
        self.handlers.set_on_receipts(handler);
        self
    }

    /// The mailbox; nothing runs yet.
    pub fn build(self) -> Mailbox {
        let budget = Budget::new(self.settings.resend_share, self.settings.resends_per_second);
        Mailbox(Arc::new(Parts {
            outbox: self.outbox,
            pool: self.pool,
            clock: self.clock,
            settings: self.settings,
            peers: self.peers,
            handlers: self.handlers,
            budget,
            broker: OnceCell::new(),
            incarnation: OnceCell::new(),
            receipts_due: Notify::new(),
        }))
    }
}

impl Mailbox {
    /// Starts to put a mailbox together. The pool is the system role's.
    pub fn builder(outbox: Outbox, pool: PgPool, clock: Clock, settings: Settings) -> Builder {
        Builder { outbox, pool, clock, settings, peers: Vec::new(), handlers: Handlers::default() }
    }

    /// Takes messages that came by any wire. For a wire that can answer: what is [`Outcome::Taken`] or
    /// [`Outcome::Parked`] is committed, and its receipt is on the way.
    pub async fn take(&self, batch: &[Incoming]) -> Vec<Outcome> {
        inbox::take(self, batch).await
    }

    /// Whether the broker is connected at this moment.
    pub fn connected(&self) -> bool {
        self.0.broker.get().is_some_and(Broker::is_connected)
    }

    /// Hurries receipts after a commit. Polling alone is enough.
    pub fn receipts_are_due(&self) {
        self.0.receipts_due.notify_one();
    }

    /// Name of the service.
    pub fn service(&self) -> &str {
        self.0.outbox.service()
    }

    pub(crate) fn outbox(&self) -> &Outbox {
        &self.0.outbox
    }

    pub(crate) fn pool(&self) -> &PgPool {
        &self.0.pool
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.0.clock
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn peers(&self) -> &[String] {
        &self.0.peers
    }

    pub(crate) fn handlers(&self) -> &Handlers {
        &self.0.handlers
    }

    pub(crate) fn budget(&self) -> &Budget {
        &self.0.budget
    }

    /// Ends at the next [`Mailbox::receipts_are_due`].
    pub(crate) async fn receipts_woken(&self) {
        self.0.receipts_due.notified().await;
    }

    /// After a failure of the database, not of the message.
    pub(crate) fn later(&self) -> Outcome {
        Outcome::Later(self.settings().heal_backoff.delay(4))
    }

    /// Identity of the database.
    pub(crate) async fn incarnation(&self) -> Result<Uuid, sqlx::Error> {
        let found = self.0.incarnation.get_or_try_init(|| identity::incarnation(self.pool(), self.service()));
        found.await.copied()
    }

    /// The broker, connected or not. None only when its settings can never work.
    pub(crate) async fn broker(&self) -> Option<&Broker> {
        let connecting = self.0.broker.get_or_try_init(|| Broker::connect(self.service(), self.settings()));
        match connecting.await {
            Ok(broker) => Some(broker),
            Err(error) => {
                tracing::error!(%error, "the broker's settings do not work");
                None
            }
        }
    }

    /// The broker, if it is connected and has our stream.
    pub(crate) async fn ready_broker(&self) -> Option<&Broker> {
        let broker = self.broker().await.filter(|broker| broker.is_connected())?;
        match broker.ensure_stream(self.service(), self.settings()).await {
            Ok(()) => Some(broker),
            Err(error) => {
                tracing::warn!(%error, "the stream cannot be made; messages wait in the database");
                None
            }
        }
    }
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mailbox")
            .field("service", &self.service())
            .field("peers", &self.peers())
            .field("handlers", self.handlers())
            .finish_non_exhaustive()
    }
}
