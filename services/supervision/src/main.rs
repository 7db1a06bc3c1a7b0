//! The process of the supervision service.

use std::{
    io::{Write, stdout},
    path::PathBuf,
};

use clap::{Args, Parser, Subcommand};
use supervision::settings::Settings;

/// 监管服务: the supervision service of the platform.
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
    /// Runs the migrations as the owner.
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

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Serve(file) => supervision::run(load(&file)?).await,
        Command::Migrate(file) => supervision::migrate(&load(&file)?).await,
        Command::Config(ConfigCommand::Check(file)) => {
            stdout().write_all(load(&file)?.effective_masked()?.as_bytes())?;
            Ok(())
        }
    }
}

fn load(file: &File) -> anyhow::Result<Settings> {
    supervision::settings::load(file.config.as_deref())
}
