//! `demo`: a month in time-lapse. `demo once FILE [AT]`: a file once, with one JSON line last.

use std::{
    io::{Write, stdout},
    path::PathBuf,
};

use clap::{Parser, Subcommand};
use jiff::Timestamp;
use scenarios::demo;

/// Demonstrations of the platform on private servers.
#[derive(Parser)]
struct Arguments {
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
    match Arguments::parse().command {
        Some(Command::Once { file, at }) => {
            let at = at.unwrap_or_else(|| clock::Clock::system().now());
            let outcome = demo::once(&file, at).await?;
            writeln!(stdout(), "{}", serde_json::to_string(&outcome)?)?;
        }
        None => anyhow::bail!("not yet"),
    }
    Ok(())
}
