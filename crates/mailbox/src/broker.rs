//! The connection to NATS. The service runs without it: what is to be said waits in `todo`.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use async_nats::{
    Client, ConnectError, ConnectOptions, Event,
    connection::State,
    jetstream::{
        Context,
        consumer::{self, AckPolicy, PullConsumer},
        context::{ContextBuilder, CreateStreamError},
        stream::{self, ConsumerError, DiscardPolicy, RetentionPolicy, StorageType},
    },
};
use tokio::sync::watch;

use crate::{Settings, metrics, subject};

/// A connection that comes back by itself, for ever.
#[derive(Debug)]
pub(crate) struct Broker {
    pub(crate) jetstream: Context,
    client: Client,
    /// Counts connections made; after each, streams and consumers may be gone.
    connections: watch::Receiver<u64>,
    /// The connection under which our stream was last seen whole; 0 when in doubt.
    stream_seen_in: AtomicU64,
}

impl Broker {
    /// Returns before the broker is there; fails only on settings that can never work.
    pub(crate) async fn connect(service: &str, settings: &Settings) -> Result<Self, ConnectError> {
        let (connected, connections) = watch::channel(0);
        let mut options = ConnectOptions::new()
            .name(service)
            .custom_inbox_prefix(format!("_INBOX_{service}"))
            .retry_on_initial_connect()
            .ping_interval(Duration::from_secs(10))
            .connection_timeout(Duration::from_secs(5))
            .request_timeout(Some(settings.ack_timeout))
            .reconnect_delay_callback(reconnect_delay)
            .event_callback(move |event| {
                note(&event, &connected);
                std::future::ready(())
            });
        if let Some(tls) = &settings.broker.tls {
            options = options
                .require_tls(true)
                .add_root_certificates(tls.authority.clone())
                .add_client_certificate(tls.certificate.clone(), tls.key.clone());
        }
        let client = options.connect(&settings.broker.url).await?;
        let jetstream = ContextBuilder::new()
            .timeout(settings.ack_timeout)
            .ack_timeout(settings.ack_timeout)
            .max_ack_inflight(settings.batch * 2)
            .build(client.clone());
        Ok(Self { jetstream, client, connections, stream_seen_in: AtomicU64::new(0) })
    }

    /// Whether there is a connection at this moment.
    pub(crate) fn is_connected(&self) -> bool {
        self.client.connection_state() == State::Connected
    }

    /// Changes with each new connection.
    pub(crate) fn connections(&self) -> watch::Receiver<u64> {
        self.connections.clone()
    }

    /// Makes this service's stream, or makes it as it should be; once per connection, and after any doubt.
    pub(crate) async fn ensure_stream(
        &self,
        service: &str,
        settings: &Settings,
    ) -> Result<(), CreateStreamError> {
        let connection = *self.connections.borrow();
        if connection != 0 && self.stream_seen_in.load(Ordering::Relaxed) == connection {
            return Ok(());
        }
        self.jetstream.create_or_update_stream(own_stream(service, settings)).await?;
        self.stream_seen_in.store(connection, Ordering::Relaxed);
        Ok(())
    }

    /// After an error that a missing stream may have caused.
    pub(crate) fn doubt_stream(&self) {
        self.stream_seen_in.store(0, Ordering::Relaxed);
    }

    /// Makes this service's place in a peer's stream, or finds it. Fails until the peer has made its stream.
    pub(crate) async fn consumer(
        &self,
        service: &str,
        peer: &str,
        settings: &Settings,
    ) -> Result<PullConsumer, ConsumerError> {
        let stream = subject::stream(&settings.county, peer);
        self.jetstream.create_consumer_on_stream(place(service, peer, settings), stream).await
    }
}

fn own_stream(service: &str, settings: &Settings) -> stream::Config {
    stream::Config {
        name: subject::stream(&settings.county, service),
        subjects: vec![subject::all_of(&settings.county, service)],
        retention: RetentionPolicy::Limits,
        storage: StorageType::File,
        // A full stream that refused would stop the service; what falls out unread is sent again for want of a receipt.
        discard: DiscardPolicy::Old,
        max_bytes: settings.stream.max_bytes,
        max_age: settings.stream.max_age,
        num_replicas: settings.stream.replicas,
        duplicate_window: settings.stream.duplicate_window,
        deny_delete: true,
        deny_purge: true,
        ..stream::Config::default()
    }
}

fn place(service: &str, peer: &str, settings: &Settings) -> consumer::pull::Config {
    consumer::pull::Config {
        durable_name: Some(subject::durable(peer, service)),
        filter_subject: subject::addressed(&settings.county, peer, service),
        ack_policy: AckPolicy::Explicit,
        ack_wait: settings.ack_wait,
        max_ack_pending: settings.max_ack_pending,
        // Never drop: what cannot be handled is parked in the database, by us.
        max_deliver: -1,
        ..consumer::pull::Config::default()
    }
}

/// 50 ms doubling to 5 s, with jitter: async-nats' own has none, and all services would come back in step.
fn reconnect_delay(attempts: usize) -> Duration {
    let backoff = crate::Backoff::doubling(Duration::from_millis(50), Duration::from_secs(5));
    backoff.delay(u32::try_from(attempts).unwrap_or(u32::MAX).saturating_sub(1))
}

fn note(event: &Event, connected: &watch::Sender<u64>) {
    match event {
        Event::Connected => {
            tracing::info!("broker connected");
            metrics::broker_connected(true);
            connected.send_modify(|count| *count += 1);
        }
        Event::Disconnected => {
            tracing::warn!("broker disconnected; messages wait in the database");
            metrics::broker_connected(false);
        }
        other => tracing::debug!(event = %other, "broker"),
    }
}
