//! The imported file as rows, numbered as the service numbers them: as a spreadsheet shows them, the first being 1.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

/// A file of the standard has fewer columns; what stands beyond is nobody's.
const MOST_COLUMNS: usize = 256;
/// A workbook keeps so many digits of a number.
const KEPT_DIGITS: usize = 15;

/// Rows of a CSV or XLSX file that are not blank, the heading first; none when it is neither.
pub(super) fn rows(file: &[u8]) -> Option<Vec<(i32, Vec<String>)>> {
    let mut rows = if file.starts_with(b"PK") { xlsx(file) } else { csv(file) }?;
    rows.retain(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
    (!rows.is_empty()).then_some(rows)
}

fn csv(file: &[u8]) -> Option<Vec<(i32, Vec<String>)>> {
    let text = match str::from_utf8(file) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::GB18030.decode(file).0,
    };
    // Every record ends in one line feed, so that lines can be counted.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n") + "\n";
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&text))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    let mut lines_before = reader.position().line();
    while reader.read_record(&mut record).ok()? {
        // A record over several lines is one row; an empty line, which the reader passes over, is a row too.
        let line_feeds: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let lines = reader.position().line();
        number += 1 + (lines - lines_before).saturating_sub(u64::try_from(line_feeds).ok()? + 1);
        lines_before = lines;
        rows.push((i32::try_from(number).ok()?, record.iter().map(str::to_owned).collect()));
    }
    Some(rows)
}

/// The separator that the heading uses most.
fn delimiter(text: &str) -> u8 {
    let heading = text.trim_start().lines().next().unwrap_or_default();
    let count = |separator: u8| heading.bytes().filter(|b| *b == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

fn xlsx(file: &[u8]) -> Option<Vec<(i32, Vec<String>)>> {
    let mut book = Xlsx::new(Cursor::new(file)).ok()?;
    let first = book.sheet_names().first()?.clone();
    // Cell by cell: one in a far corner costs nothing.
    let mut reader = book.worksheet_cells_reader(&first).ok()?;
    let mut rows: Vec<(i32, Vec<String>)> = Vec::new();
    while let Some(cell) = reader.next_cell().ok()? {
        let (at, column) = cell.get_position();
        let line = i32::try_from(at).ok()?.checked_add(1)?;
        let column = column as usize;
        if column >= MOST_COLUMNS {
            continue;
        }
        if rows.last().is_none_or(|(last, _)| *last != line) {
            rows.push((line, Vec::new()));
        }
        let Some((_, row)) = rows.last_mut() else { continue };
        row.resize(row.len().max(column + 1), String::new());
        row[column] = text(&Data::from(cell.get_value().clone()));
    }
    Some(rows)
}

/// A cell as the person who typed it saw it; days as YYYY-MM-DD.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Float(number) => number_text(*number),
        other => other.to_string(),
    }
}

/// Digits that the workbook has lost are marked, never made up.
fn number_text(number: f64) -> String {
    let text = number.to_string();
    let digits = text.trim_start_matches('-').len();
    if number.fract() != 0.0 || digits <= KEPT_DIGITS {
        return text;
    }
    let lost = digits - KEPT_DIGITS;
    let kept = &text[..text.len() - lost];
    format!("{kept}{}", char::REPLACEMENT_CHARACTER.to_string().repeat(lost))
}
