//! The gRPC port: mTLS, health, reflection, gRPC-Web, limits, and an end that really comes.

use std::{future::Future, pin::pin, sync::Arc, time::Duration};

use anyhow::Context;
use reference::Reference;
use tokio::{net::TcpListener, time::timeout};
use tokio_util::sync::CancellationToken;
use tonic::{service::Routes, transport::Server};
use tonic_web::GrpcWebLayer;

use super::{certificates::Certificates, health::Health, incoming::incoming, limits::Limits, reflection};
use crate::{
    call::Resources,
    gate::{Gate, Guard, Policy, Rule},
    process::settings::Shared,
};

/// How long calls may take to finish after the shutdown began; then connections are cut.
const DRAIN: Duration = Duration::from_secs(10);
/// How long a cut connection may take to notice.
const LAST: Duration = Duration::from_secs(2);

/// What a gRPC port serves.
#[derive(Debug)]
pub struct Served<'a> {
    /// The service's own routes, each [`sized!`](crate::sized).
    pub routes: Routes,
    /// The policy tables of these routes.
    pub rules: &'a [&'a [Rule]],
    /// The encoded descriptors: for reflection, and to know streams.
    pub descriptors: &'a [u8],
    /// Who is who.
    pub reference: Reference,
    /// Where refusals are recorded.
    pub resources: Resources,
    /// How long things may take.
    pub limits: Limits,
}

/// Serves until `shutdown`, then finishes what is running, for ten seconds at most. The caller has bound the port.
pub async fn serve(
    settings: &Shared,
    content: Served<'_>,
    listener: TcpListener,
    shutdown: CancellationToken,
) -> anyhow::Result<()> {
    let certificates = Certificates::load(&settings.grpc.tls)?;
    // Without it a revoked first administrator would be let in until the first reading.
    content.reference.refresh().await.context("the directory cannot be read")?;
    let policy = Policy::new(content.rules, content.descriptors)?;
    let (health, mut routes) = Health::add_to(content.routes, &policy).await;
    if settings.grpc.reflection {
        routes = reflection::add_to(routes, &policy, content.descriptors)?;
    }
    let first = settings.directory.first_administrator.clone();
    let guard = Guard::new(policy, content.reference, content.resources, first, settings.grpc.limits);
    let cut = CancellationToken::new();
    let _cut_at_the_end = cut.clone().drop_guard();
    let connections = incoming(listener, Arc::clone(&certificates), cut.clone(), content.limits);
    tokio::spawn(certificates.keep_fresh(cut.clone()));
    let server = transport()
        .layer(GrpcWebLayer::new())
        .layer(Gate::layer(Arc::new(guard), content.limits.call))
        .add_routes(routes)
        .serve_with_incoming_shutdown(connections, shutdown.cancelled());
    until_drained(server, &health, &shutdown, &cut).await.context("the gRPC port failed")
}

/// Limits of the transport; those of calls are the gate's.
fn transport() -> Server {
    Server::builder()
        .accept_http1(true)
        .max_concurrent_streams(128)
        .http2_keepalive_interval(Some(Duration::from_secs(30)))
        .http2_keepalive_timeout(Some(Duration::from_secs(10)))
        .http2_max_header_list_size(16 * 1024)
        .http2_max_pending_accept_reset_streams(Some(20))
        // So that new replicas get their share. Without a grace: with one, tonic 0.14 cuts connections without telling.
        .max_connection_age(Duration::from_mins(30))
}

async fn until_drained<E>(
    server: impl Future<Output = Result<(), E>>,
    health: &Health,
    shutdown: &CancellationToken,
    cut: &CancellationToken,
) -> Result<(), E> {
    let mut server = pin!(server);
    tokio::select! {
        ended = &mut server => return ended,
        () = shutdown.cancelled() => health.leave().await,
    }
    if let Ok(ended) = timeout(DRAIN, &mut server).await {
        return ended;
    }
    tracing::warn!("connections that did not end are cut");
    cut.cancel();
    timeout(LAST, server).await.unwrap_or(Ok(()))
}
