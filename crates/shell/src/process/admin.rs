//! The HTTP port of probes and metrics, for the cluster only.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, ensure};
use axum::{Router, extract::State, http::StatusCode, routing::get};
use reference::Reference;
use sqlx::PgPool;
use tokio::{net::TcpListener, time::timeout};
use tokio_util::sync::CancellationToken;

/// How long one probe may take: kubelets give up after some seconds.
const PROBE: Duration = Duration::from_secs(2);
/// How long open connections may take to end.
const DRAIN: Duration = Duration::from_secs(2);

/// What readiness depends on. Never on the broker: the service works without it.
#[derive(Clone, Debug)]
pub struct Readiness {
    /// Pool of the role `<service>_rpc`.
    pub rpc: PgPool,
    /// Pool of the role `<service>_system`.
    pub system: PgPool,
    /// The directory and the calendar.
    pub reference: Reference,
}

/// Serves `/livez`, `/readyz` and `/metrics` until `ended`. From `shutdown` on the process is alive but not ready, so that
/// callers go elsewhere while it finishes.
pub async fn serve_admin(
    readiness: Readiness,
    listener: TcpListener,
    shutdown: CancellationToken,
    ended: CancellationToken,
) -> anyhow::Result<()> {
    let state = Arc::new((readiness, shutdown));
    let router = Router::new()
        .route("/livez", get(async || "ok"))
        .route("/readyz", get(ready))
        .route("/metrics", get(async || telemetry::render()))
        .with_state(state);
    let stop = ended.clone();
    let port = axum::serve(listener, router).with_graceful_shutdown(async move { stop.cancelled().await });
    let last = async {
        ended.cancelled().await;
        timeout(DRAIN, std::future::pending::<()>()).await
    };
    tokio::select! {
        outcome = port => outcome.context("the admin port failed"),
        _late = last => Ok(()),
    }
}

async fn ready(State(state): State<Arc<(Readiness, CancellationToken)>>) -> (StatusCode, String) {
    let (readiness, shutdown) = &*state;
    if shutdown.is_cancelled() {
        return (StatusCode::SERVICE_UNAVAILABLE, "ending\n".to_owned());
    }
    match timeout(PROBE, readiness.check()).await {
        Ok(Ok(())) => (StatusCode::OK, "ready\n".to_owned()),
        Ok(Err(error)) => (StatusCode::SERVICE_UNAVAILABLE, format!("{error:#}\n")),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer in time\n".to_owned()),
    }
}

impl Readiness {
    /// Says what is missing.
    pub async fn check(&self) -> anyhow::Result<()> {
        check_role(&self.rpc, "rpc").await?;
        check_role(&self.system, "system").await?;
        ensure!(
            self.reference.is_ready(),
            "the directory or the calendar is empty or could not be read for long"
        );
        Ok(())
    }
}

/// Fails where the database cannot be reached as this role, or where the role would bypass row-level security: a service
/// does not start then.
pub async fn check_role(pool: &PgPool, role: &str) -> anyhow::Result<()> {
    let mut connection = pool.acquire().await.with_context(|| format!("no database as {role}"))?;
    let bypasses = database::bypasses_row_security(&mut connection).await?;
    ensure!(!bypasses, "the role {role} bypasses row-level security");
    Ok(())
}
