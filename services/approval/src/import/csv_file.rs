//! CSV, with commas, semicolons or tabs.
//!
//! A record is numbered as the row that a spreadsheet shows it in: a record over several lines is one row, an empty line is
//! a row too.

use csv::{ReaderBuilder, StringRecord};
use refusal::Refusal;

use super::{
    refusals::unreadable,
    row::{Cell, Row},
    table::Table,
};

/// The rows of a CSV text.
pub(super) fn read(text: &str) -> Result<Vec<Row>, Refusal> {
    // Every record ends in one line feed, so that lines can be counted.
    let text = text.replace("\r\n", "\n") + "\n";
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut table = Table::new();
    let mut record = StringRecord::new();
    let mut row = 0;
    let mut line_feeds = 0;
    let mut lines_before = reader.position().line();
    while reader.read_record(&mut record).map_err(|error| broken(&error))? {
        line_feeds = record.iter().map(|cell| cell.matches('\n').count() as u64).sum();
        // The reader passes over empty lines in silence: what it consumed beyond the record itself was empty.
        let lines_after = reader.position().line();
        row += 1 + (lines_after - lines_before).saturating_sub(line_feeds + 1);
        lines_before = lines_after;
        let cells = record.iter().enumerate().map(|(column, text)| Cell { column, text: text.into() });
        table.push(u32::try_from(row).unwrap_or(u32::MAX), cells)?;
    }
    if line_feeds > 0 && text.matches('"').count() % 2 == 1 {
        return Err(unreadable(
            &format!("a quotation mark opened in row {row} is never closed"),
            &format!("第{row}行的引号没有闭合"),
        ));
    }
    table.finish()
}

/// The separator that the heading uses most.
fn delimiter(text: &str) -> u8 {
    let heading = text.trim_start().lines().next().unwrap_or_default();
    let count = |separator: u8| heading.bytes().filter(|b| *b == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

fn broken(error: &csv::Error) -> Refusal {
    let line = error.position().map_or(0, csv::Position::line);
    unreadable(&format!("the CSV cannot be read at line {line}"), &format!("CSV第{line}行无法读取"))
}
