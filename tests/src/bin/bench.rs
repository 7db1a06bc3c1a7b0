//! `bench NAME`: measures, prints a table, and one JSON line last.

use std::io::{Write, stdout};

use clap::Parser;
use comfy_table::{Table, presets};
use scenarios::bench::{self, Figure, Percentiles};
use serde::Serialize;

/// Benchmarks on private servers.
#[derive(Parser)]
enum Command {
    /// Lists and board of the duty ledger.
    Ledger {
        /// Open duties.
        #[arg(long, default_value_t = 1_000_000)]
        duties: i64,
    },
    /// How late reminders are told when very many duties come due at once, by two processes.
    Reminders {
        /// Open duties.
        #[arg(long, default_value_t = 1_000_000)]
        duties: i64,
        /// How many of them come due.
        #[arg(long, default_value_t = 100_000)]
        due: i64,
        /// Over how many seconds; 0: at one instant.
        #[arg(long, default_value_t = 60)]
        within: u32,
    },
    /// Lists of meetings and resolutions.
    Meetings {
        /// Meetings, each with ten resolutions.
        #[arg(long, default_value_t = 10_000)]
        meetings: i64,
    },
    /// Decisions recorded, pushed, imported and claimed a second, and one that is alone.
    Pushes {
        /// How many of each form.
        #[arg(long, default_value_t = 3_000)]
        decisions: usize,
    },
    /// How many webhooks a second arrive at a receiver on this machine.
    Webhooks {
        /// How many wait.
        #[arg(long, default_value_t = 20_000)]
        messages: i64,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Ledger { duties } => {
            let rows = bench::ledger(duties).await?;
            say(&calls(&rows), &rows)
        }
        Command::Reminders { duties, due, within } => {
            let rows = bench::reminders(duties, due, within).await?;
            say(&figures(&rows), &rows)
        }
        Command::Meetings { meetings } => {
            let rows = bench::meetings(meetings).await?;
            say(&calls(&rows), &rows)
        }
        Command::Pushes { decisions } => {
            let rows = bench::pushes(decisions).await?;
            say(&figures(&rows), &rows)
        }
        Command::Webhooks { messages } => {
            let rows = bench::webhooks(messages).await?;
            say(&figures(&rows), &rows)
        }
    }
}

fn say<Row: Serialize>(table: &Table, rows: &[Row]) -> anyhow::Result<()> {
    Ok(writeln!(stdout(), "{table}\n{}", serde_json::to_string(rows)?)?)
}

fn calls(rows: &[Percentiles]) -> Table {
    let mut table = table(["call", "p50 ms", "p99 ms", "max ms", "p99 / empty call"]);
    for row in rows {
        table.add_row([
            row.call.to_owned(),
            number(row.p50_ms),
            number(row.p99_ms),
            number(row.max_ms),
            number(row.ratio),
        ]);
    }
    table
}

fn figures(rows: &[Figure]) -> Table {
    let mut table = table(["what", "value", "ratio"]);
    for row in rows {
        table.add_row([row.what.to_owned(), number(row.value), row.ratio.map(number).unwrap_or_default()]);
    }
    table
}

fn table<const N: usize>(header: [&str; N]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_header(header);
    table
}

fn number(value: f64) -> String {
    format!("{value:.2}")
}
