//! A service at work: its ports, its mailbox, its sweeps, and their common end.

use std::time::Duration;

use anyhow::Context;
use mailbox::Mailbox;
use seal::Keyring;
use tokio::{net::TcpListener, task::JoinSet, time::interval};
use tokio_util::sync::CancellationToken;

use super::{
    admin::serve_admin,
    clock_skew::watch_clock,
    foundation::Foundation,
    fresh_keys::keep_keys_fresh,
    port::{Served, serve},
    settings::Shared,
    sweep::Sweep,
};

/// A service that is ready to work.
#[derive(Debug)]
pub struct Running {
    /// What it stands on.
    pub foundation: Foundation,
    /// The settings that all services share.
    pub settings: Shared,
    /// What callers see.
    pub served: Served<'static>,
    /// What it says and hears.
    pub mailbox: Mailbox,
    /// The keys to read again when their files change.
    pub keyrings: Vec<Keyring>,
    /// What it does periodically.
    pub sweeps: Vec<Sweep>,
    /// Where callers come in.
    pub grpc: TcpListener,
    /// Where probes come in.
    pub admin: TcpListener,
}

/// How often recorded durations are put into their buckets.
const UPKEEP: Duration = Duration::from_secs(5);

/// Works until `shutdown`; then finishes what is running, and ends within seconds.
pub async fn run(running: Running, shutdown: CancellationToken) -> anyhow::Result<()> {
    let Running { foundation, settings, served, mailbox, keyrings, sweeps, grpc, admin } = running;
    let all = shutdown.child_token();
    let ended = CancellationToken::new();
    let admin = tokio::spawn(serve_admin(foundation.readiness(), admin, all.clone(), ended.clone()));
    tokio::spawn(watch_clock(foundation.resources.clone(), all.clone()));
    tokio::spawn(keep_keys_fresh(keyrings, all.clone()));
    tokio::spawn(keep_metrics_small(all.clone()));
    let mut parts = JoinSet::new();
    for sweep in sweeps {
        parts.spawn(sweep.run(all.clone()));
    }
    parts.spawn({
        let all = all.clone();
        async move { serve(&settings, served, grpc, all).await }
    });
    parts.spawn({
        let all = all.clone();
        async move { mailbox.run(all).await.context("the mailbox failed") }
    });
    parts.spawn({
        let reference = foundation.reference.clone();
        let all = all.clone();
        async move {
            reference.run(all).await;
            Ok(())
        }
    });

    let mut outcome = Ok(());
    while let Some(part) = parts.join_next().await {
        // Whichever part ends first, in good order or not, ends the others.
        all.cancel();
        outcome = outcome.and(part.context("a part panicked").flatten());
    }
    ended.cancel();
    outcome = outcome.and(admin.await.context("the admin port panicked").flatten());
    foundation.close().await;
    outcome
}

async fn keep_metrics_small(shutdown: CancellationToken) {
    let mut pace = interval(UPKEEP);
    loop {
        tokio::select! {
            _ = pace.tick() => telemetry::upkeep(),
            () = shutdown.cancelled() => return,
        }
    }
}
