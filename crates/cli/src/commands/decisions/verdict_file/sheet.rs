//! The imported file as rows with their line numbers, the heading first.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

/// Rows of a CSV or XLSX file, the heading being line 1; none when it is neither.
pub(super) fn rows(file: &[u8]) -> Option<Vec<(i32, Vec<String>)>> {
    if file.starts_with(b"PK") { xlsx(file) } else { csv(file) }
}

fn csv(file: &[u8]) -> Option<Vec<(i32, Vec<String>)>> {
    let text = match str::from_utf8(file) {
        Ok(text) => text.into(),
        Err(_) => encoding_rs::GB18030.decode(file).0,
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        let line = i32::try_from(record.position()?.line()).ok()?;
        rows.push((line, record.iter().map(str::to_owned).collect()));
    }
    (!rows.is_empty()).then_some(rows)
}

fn xlsx(file: &[u8]) -> Option<Vec<(i32, Vec<String>)>> {
    let mut book = Xlsx::new(Cursor::new(file)).ok()?;
    let sheet = book.worksheet_range_at(0)?.ok()?;
    let first = i32::try_from(sheet.start()?.0).ok()?;
    let rows = sheet.rows().zip(first + 1..).map(|(row, line)| (line, row.iter().map(text).collect()));
    Some(rows.collect())
}

/// A cell as the person who typed it saw it; days as YYYY-MM-DD.
fn text(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string(),
    }
}
