//! What a process starts with: all that it takes from outside, so that tests can give it something else.

use std::time::Duration;

use anyhow::Context;
use clock::Clock;
use tokio::net::TcpListener;

use super::settings::Settings;

/// Everything that a process is given from outside. Tests put in a clock, ports and a mailbox pace of their own.
#[derive(Debug)]
pub struct Start<S> {
    /// The settings.
    pub settings: Settings<S>,
    /// Business time.
    pub clock: Clock,
    /// How the mailbox behaves.
    pub mailbox: mailbox::Settings,
    /// Where callers come in.
    pub grpc: TcpListener,
    /// Where probes come in.
    pub admin: TcpListener,
}

impl<S> Start<S> {
    /// As the settings say.
    pub async fn of(settings: Settings<S>) -> anyhow::Result<Self> {
        let shared = &settings.shared;
        let mut mailbox = mailbox::Settings::new(&shared.county.code, shared.nats.url.expose());
        mailbox.stream.replicas = shared.nats.replicas;
        mailbox.stream.max_bytes = shared.nats.stream_bytes;
        mailbox.ack_wait = Duration::from_secs(shared.nats.ack_wait_seconds);
        mailbox.broker.tls = shared.nats.tls.as_ref().map(|tls| mailbox::TlsFiles {
            authority: tls.ca.clone(),
            certificate: tls.certificate.clone(),
            key: tls.key.clone(),
        });
        let grpc = TcpListener::bind(shared.grpc.listen).await.context("the gRPC port cannot be bound")?;
        let admin = TcpListener::bind(shared.admin.listen).await.context("the admin port cannot be bound")?;
        tracing::info!(grpc = %grpc.local_addr()?, admin = %admin.local_addr()?, "starting");
        Ok(Self { clock: shared.business_clock(), mailbox, grpc, admin, settings })
    }
}
