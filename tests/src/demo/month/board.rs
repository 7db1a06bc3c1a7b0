//! What is seen while the month passes: a live table on a terminal, plain lines elsewhere.

use std::io::{IsTerminal, Stderr, Write, stderr};

use comfy_table::{CellAlignment, Table, presets};
use proto::reference::v1::Unit;

use super::tally::Tally;

/// Fits 80 columns, and with a line for each sample bureau 24 lines.
const HEADINGS: [&str; 8] = ["单位", "", "送达", "按时认领", "逾期认领", "退回", "待认领", "逾期"];

/// The table as it stands on the terminal, below all lines that were said.
pub(super) struct Board {
    terminal: Stderr,
    is_live: bool,
    table: String,
}

impl Board {
    pub(super) fn new() -> Self {
        Self { is_live: stderr().is_terminal(), terminal: stderr(), table: String::new() }
    }

    /// Says a line that stays.
    pub(super) fn say(&mut self, line: &str) -> anyhow::Result<()> {
        self.erase()?;
        writeln!(self.terminal, "{line}")?;
        self.draw()
    }

    /// Says what a day came to: the title of the live table, a line that stays elsewhere.
    pub(super) fn show(&mut self, title: &str, bureaus: &[(&Unit, Tally)]) -> anyhow::Result<()> {
        if !self.is_live {
            let sum: Tally = bureaus.iter().map(|(_, tally)| *tally).sum();
            return self.say(&format!(
                "{title}  送达 {}  认领 {}  逾期认领 {}  逾期未认领 {}",
                sum.delivered,
                sum.claimed(),
                sum.late,
                sum.overdue
            ));
        }
        self.erase()?;
        self.table = format!("{title}\n{}\n", table(bureaus));
        self.draw()
    }

    /// Leaves the last table where it can be read.
    pub(super) fn close(&mut self, bureaus: &[(&Unit, Tally)]) -> anyhow::Result<()> {
        self.erase()?;
        self.table.clear();
        writeln!(self.terminal, "\n{}\n", table(bureaus))?;
        Ok(())
    }

    fn erase(&mut self) -> anyhow::Result<()> {
        let height = self.table.lines().count();
        if height > 0 {
            // Up to its first line, and everything from there on is cleared.
            write!(self.terminal, "\u{1b}[{height}A\r\u{1b}[J")?;
        }
        Ok(())
    }

    fn draw(&mut self) -> anyhow::Result<()> {
        write!(self.terminal, "{}", self.table)?;
        Ok(self.terminal.flush()?)
    }
}

/// A line for each bureau that has anything, and the sums.
fn table(bureaus: &[(&Unit, Tally)]) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(HEADINGS);
    for (unit, tally) in bureaus.iter().filter(|(_, tally)| tally.delivered > 0) {
        table.add_row(row(&unit.code, &unit.name, *tally));
    }
    table.add_row(row("合计", "", bureaus.iter().map(|(_, tally)| *tally).sum()));
    for column in table.column_iter_mut() {
        column.set_padding((0, 1));
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

fn row(code: &str, name: &str, tally: Tally) -> [String; 8] {
    let number = |number: i32| if number == 0 { "·".to_owned() } else { number.to_string() };
    [
        code.to_owned(),
        name.to_owned(),
        number(tally.delivered),
        number(tally.in_time),
        number(tally.late),
        number(tally.returned),
        number(tally.waiting),
        number(tally.overdue),
    ]
}
