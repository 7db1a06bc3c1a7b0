//! The process of the approval service.

use std::{
    io::{Write, stdout},
    path::PathBuf,
};

use approval::settings::Settings;
use clap::{Args, Parser, Subcommand};

/// 审批服务: the approval service of the platform.
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
        Command::Serve(file) => approval::run(load(&file)?).await,
        Command::Migrate(file) => approval::migrate(&load(&file)?).await,
        Command::Config(ConfigCommand::Check(file)) => {
            stdout().write_all(load(&file)?.effective_masked()?.as_bytes())?;
            Ok(())
        }
    }
}

fn load(file: &File) -> anyhow::Result<Settings> {
    approval::settings::load(file.config.as_deref())
}
