//! XLSX: the first worksheet of a workbook. Cells are taken one by one, so that one far corner costs nothing.

use std::{
    borrow::Cow,
    io::{self, Cursor, Read},
};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use refusal::Refusal;
use zip::ZipArchive;

use super::{
    Row,
    read::{too_large, unreadable},
    table::{Cell, Table},
};

/// The most that a workbook may unpack to; 100 000 full rows need less than half.
const MAX_UNPACKED_BYTES: u64 = 256 * 1024 * 1024;

/// The rows of the first worksheet.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Row>, Refusal> {
    check_unpacked_size(bytes, MAX_UNPACKED_BYTES)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let Some(sheet) = workbook.sheet_names().first().cloned() else {
        return Err(unreadable("the workbook has no worksheet", "工作簿没有工作表"));
    };
    let mut reader = workbook.worksheet_cells_reader(&sheet).map_err(|error| broken(&error))?;
    let mut table = Table::new();
    let mut row = 0;
    let mut cells: Vec<Cell<'_>> = Vec::new();
    while let Some(cell) = reader.next_cell().map_err(|error| broken(&error))? {
        let (at, column) = cell.get_position();
        if at != row {
            table.push(row.saturating_add(1), cells.drain(..))?;
            row = at;
        }
        let text = text_of(cell.get_value().clone());
        if !text.is_empty() {
            cells.push(Cell { column: column as usize, text });
        }
    }
    table.push(row.saturating_add(1), cells.drain(..))?;
    table.finish()
}

/// Unpacks everything once into nothing: what a packed file says of its own size cannot be believed.
fn check_unpacked_size(bytes: &[u8], limit: u64) -> Result<(), Refusal> {
    let broken = || unreadable("the workbook is damaged", "工作簿已损坏");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let mut left = limit;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| broken())?;
        let unpacked = io::copy(&mut entry.take(left + 1), &mut io::sink()).map_err(|_| broken())?;
        let Some(rest) = left.checked_sub(unpacked) else {
            let megabytes = limit / 1024 / 1024;
            return Err(too_large(
                &format!("the workbook unpacks to more than {megabytes} MiB"),
                &format!("工作簿解压后超过{megabytes} MiB"),
            ));
        };
        left = rest;
    }
    Ok(())
}

fn broken(error: &XlsxError) -> Refusal {
    match error {
        XlsxError::Password => unreadable("the workbook is encrypted", "工作簿已加密，请先去除密码"),
        _ => unreadable("the workbook is damaged or is not XLSX", "工作簿已损坏或不是XLSX格式"),
    }
}

fn text_of(value: DataRef<'_>) -> Cow<'_, str> {
    match value {
        DataRef::Empty => Cow::Borrowed(""),
        DataRef::SharedString(text) => Cow::Borrowed(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Cow::Owned(text),
        DataRef::Int(number) => Cow::Owned(number.to_string()),
        DataRef::Float(number) => Cow::Owned(number_text(number)),
        DataRef::Bool(truth) => Cow::Owned(truth.to_string()),
        DataRef::DateTime(at) => Cow::Owned(date_text(&at)),
        DataRef::Error(error) => Cow::Owned(error.to_string()),
    }
}

/// A number without exponent. A workbook keeps 15 digits of it: those after are marked as lost, never made up.
fn number_text(number: f64) -> String {
    const KEPT_DIGITS: usize = 15;
    let text = number.to_string();
    let is_long = number.fract() == 0.0 && text.trim_start_matches('-').len() > KEPT_DIGITS;
    if !is_long {
        return text;
    }
    let lost = text.trim_start_matches('-').len() - KEPT_DIGITS;
    let kept = &text[..text.len() - lost];
    format!("{kept}{}", char::REPLACEMENT_CHARACTER.to_string().repeat(lost))
}

fn date_text(at: &ExcelDateTime) -> String {
    if !at.is_datetime() {
        return number_text(at.as_f64());
    }
    match at.to_ymd_hms_milli() {
        (year, month, day, 0, 0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        (year, month, day, hour, minute, second, _) => {
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused() {
        const LIMIT: u64 = 1024 * 1024;
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
            archive.start_file(sheet, SimpleFileOptions::default()).unwrap();
            archive.write_all(&vec![b' '; 512 * 1024]).unwrap();
        }
        let fitting = archive.finish().unwrap().into_inner();
        assert!(fitting.len() < 10_000, "it is small while packed");
        assert_eq!(check_unpacked_size(&fitting, LIMIT), Ok(()));
        assert_eq!(check_unpacked_size(&fitting, LIMIT - 1).unwrap_err().reason, "TOO_LARGE");
    }

    #[test]
    fn numbers_are_written_without_exponent_and_their_lost_digits_are_marked() {
        assert_eq!(number_text(2_120_260_700_000.0), "2120260700000");
        assert_eq!(number_text(999_999_999_999_999.0), "999999999999999");
        assert_eq!(number_text(371_322_189_901_010_005.0), "371322189901010\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(number_text(0.5), "0.5");
    }
}
