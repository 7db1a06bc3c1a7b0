//! `demo`: a month in time-lapse. `demo once FILE [AT]`: a file once, with one JSON line last.

use std::{
    io::{Write, stdout},
    path::PathBuf,
    time::Duration,
};

use clap::{Parser, Subcommand};
use jiff::Timestamp;
use scenarios::demo;

/// Demonstrations of the platform on private servers.
#[derive(Parser)]
#[command(args_conflicts_with_subcommands = true)]
struct Arguments {
    /// Ends with the month, instead of leaving everything running.
    #[arg(long)]
    exit: bool,
    /// How long a working day takes, in milliseconds.
    #[arg(long, default_value_t = 1000)]
    pace: u64,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Imports FILE on fresh data, claims every second delivery, and prints one JSON line last.
    Once {
        /// A 行政许可 publicity file.
        file: PathBuf,
        /// Where the clock stands (RFC 3339); now, when absent.
        at: Option<Timestamp>,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    match arguments.command {
        Some(Command::Once { file, at }) => {
            let at = at.unwrap_or_else(|| clock::Clock::system().now());
            let outcome = demo::once(&file, at).await?;
            writeln!(stdout(), "{}", serde_json::to_string(&outcome)?)?;
        }
        None => Box::pin(demo::month(Duration::from_millis(arguments.pace), !arguments.exit)).await?,
    }
    Ok(())
}
