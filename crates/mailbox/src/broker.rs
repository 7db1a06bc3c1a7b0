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
        consumer::PullConsumer,
        context::{ContextBuilder, CreateStreamError},
        stream::ConsumerError,
    },
};
use tokio::sync::watch;

use crate::{Backoff, Settings, metrics, stream, subject};

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
        self.jetstream.create_or_update_stream(stream::own(service, settings)).await?;
        self.stream_seen_in.store(connection, Ordering::Relaxed);
        Ok(())
    }

    /// Waits until the last acks are on their way; without them messages come again, no more.
    pub(crate) async fn flush(&self, timeout: Duration) {
        if self.is_connected() {
            let _late = tokio::time::timeout(timeout, self.client.flush()).await;
        }
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
        let name = subject::stream(&settings.county, peer);
        self.jetstream.create_consumer_on_stream(stream::place(service, peer, settings), name).await
    }
}

/// 50 ms doubling to 5 s, with jitter: async-nats' own has none, and all services would come back in step.
fn reconnect_delay(attempts: usize) -> Duration {
    let backoff = Backoff::doubling(Duration::from_millis(50), Duration::from_secs(5));
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
