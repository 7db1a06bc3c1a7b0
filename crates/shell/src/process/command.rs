//! The command line of a service's process: the same in every service.

use std::{
    io::{Write, stdout},
    path::{Path, PathBuf},
};

use anyhow::Context;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use futures::future::BoxFuture;
use serde::{Serialize, de::DeserializeOwned};
use sqlx::{migrate::Migrator, postgres::PgConnectOptions};
use tokio_util::sync::CancellationToken;

use super::{settings::Settings, signals::until_told_to_end, start::Start};

/// What a service's `main` runs.
pub struct Program<S: 'static> {
    /// Name of the service.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// Reads the settings: defaults, file, environment.
    pub load: fn(Option<&Path>) -> anyhow::Result<Settings<S>>,
    /// Every schema of its database, in the order in which they build on each other.
    pub migrators: &'static [&'static Migrator],
    /// Serves until it is told to end.
    pub serve: fn(Start<S>, CancellationToken) -> BoxFuture<'static, anyhow::Result<()>>,
}

#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves until SIGTERM or Ctrl-C.
    Serve(File),
    /// Runs the migrations as the owner. Safe to run again.
    Migrate(File),
    /// Looks at the settings.
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Subcommand)]
enum ConfigCommand {
    /// Checks the settings and prints them as they take effect, secrets masked.
    Check(File),
}

#[derive(Args)]
struct File {
    /// Settings file (TOML) over the defaults; the environment goes over both.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl<S: DeserializeOwned + Serialize> Program<S> {
    /// Does what the command line says.
    pub async fn run(&self) -> anyhow::Result<()> {
        let matches = Arguments::command().name(self.name).about(self.about).get_matches();
        let load = |file: File| (self.load)(file.config.as_deref());
        match Arguments::from_arg_matches(&matches)?.command {
            Command::Serve(file) => self.serve(load(file)?).await,
            Command::Migrate(file) => self.migrate(&load(file)?).await,
            Command::Config(ConfigCommand::Check(file)) => {
                Ok(stdout().write_all(load(file)?.effective_masked()?.as_bytes())?)
            }
        }
    }

    async fn serve(&self, settings: Settings<S>) -> anyhow::Result<()> {
        let _telemetry = telemetry::init(&telemetry::Settings {
            service: self.name.to_owned(),
            filter: settings.shared.telemetry.filter.clone(),
            otlp_endpoint: settings.shared.telemetry.otlp_endpoint.clone(),
        })?;
        let shutdown = until_told_to_end()?;
        (self.serve)(Start::of(settings).await?, shutdown).await
    }

    async fn migrate(&self, settings: &Settings<S>) -> anyhow::Result<()> {
        let url = settings.shared.database.owner_url.as_ref().context("database.owner_url is not set")?;
        let options: PgConnectOptions = url.expose().parse().context("database.owner_url cannot be read")?;
        Ok(database::migrate(&options, self.migrators).await?)
    }
}
