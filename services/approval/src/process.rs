//! What the commands of the process do.

use anyhow::Context;
use sqlx::postgres::PgConnectOptions;

use crate::{
    MIGRATORS,
    serve::{SERVICE, Start, serve},
    settings::Settings,
};

/// Serves until SIGTERM or Ctrl-C.
pub async fn run(settings: Settings) -> anyhow::Result<()> {
    let _telemetry = telemetry::init(&telemetry::Settings {
        service: SERVICE.to_owned(),
        filter: settings.shared.telemetry.filter.clone(),
        otlp_endpoint: settings.shared.telemetry.otlp_endpoint.clone(),
    })?;
    let shutdown = shell::until_told_to_end()?;
    serve(Start::of(settings).await?, shutdown).await
}

/// Runs the migrations as the owner. Safe to run again.
pub async fn migrate(settings: &Settings) -> anyhow::Result<()> {
    let url = settings.shared.database.owner_url.as_ref().context("database.owner_url is not set")?;
    let options: PgConnectOptions = url.expose().parse().context("database.owner_url cannot be read")?;
    database::migrate(&options, &MIGRATORS).await?;
    Ok(())
}
