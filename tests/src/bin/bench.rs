//! `bench ledger [--duties N]`: measures, prints a table, and one JSON line last.

use std::io::{Write, stdout};

use clap::Parser;
use comfy_table::{Table, presets};
use scenarios::bench::{self, Percentiles};

/// Benchmarks on private servers.
#[derive(Parser)]
enum Command {
    /// Lists and board of the duty ledger.
    Ledger {
        /// Open duties.
        #[arg(long, default_value_t = 1_000_000)]
        duties: i64,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let rows = match Command::parse() {
        Command::Ledger { duties } => bench::ledger(duties).await?,
    };
    writeln!(stdout(), "{}\n{}", table(&rows), serde_json::to_string(&rows)?)?;
    Ok(())
}

fn table(rows: &[Percentiles]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_FULL_CONDENSED).set_header([
        "call",
        "p50 ms",
        "p99 ms",
        "max ms",
        "p99 / empty call",
    ]);
    for row in rows {
        let number = |value: f64| format!("{value:.2}");
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
