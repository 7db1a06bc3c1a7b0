//! XLSX: the first worksheet of a workbook. Cells are taken one by one, so that one far corner costs nothing.

use std::{
    borrow::Cow,
    io::{self, BufReader, Cursor, Read},
};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};
use quick_xml::events::Event;
use refusal::Refusal;
use zip::ZipArchive;

use super::{
    refusals::{too_large, unreadable},
    row::{Cell, Row},
    table::Table,
};

/// The most that a workbook may unpack to; 100 000 full rows need less than half.
const MAX_UNPACKED_BYTES: u64 = 256 * 1024 * 1024;

/// The most texts that a workbook may announce; 100 000 full rows have fewer. Room is made for as many before one is read.
const MOST_TEXTS: u64 = 3_000_000;
/// Where the texts of a workbook are announced, within its first bytes.
const ANNOUNCED_WITHIN: u64 = 1024 * 1024;

/// The rows of the first worksheet.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Row>, Refusal> {
    check_unpacked_size(bytes, MAX_UNPACKED_BYTES)?;
    check_announced_texts(bytes)?;
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

/// What a workbook announces costs memory before anything of it is read.
fn check_announced_texts(bytes: &[u8]) -> Result<(), Refusal> {
    let damaged = || unreadable("the workbook is damaged", "工作簿已损坏");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_| damaged())?;
        let name = entry.name().map_err(|_| damaged())?;
        if !name.to_ascii_lowercase().ends_with("sharedstrings.xml") {
            continue;
        }
        let announced = announced_texts(entry.take(ANNOUNCED_WITHIN)).ok_or_else(damaged)?;
        if announced > MOST_TEXTS {
            let (en, zh) = ("the workbook announces more texts than it can hold", "工作簿声明的文本数量过多");
            return Err(too_large(en, zh));
        }
    }
    Ok(())
}

/// How many texts are announced; none where nothing says that these are texts.
fn announced_texts(xml: impl Read) -> Option<u64> {
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(xml));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "sst" => {
                let mut most = 0;
                for attribute in tag.attributes() {
                    let attribute = attribute.ok()?;
                    if matches!(attribute.key.local_name().as_ref(), "count" | "uniqueCount") {
                        // What is no number announces nothing.
                        most = most.max(attribute.value.trim().parse().unwrap_or(0));
                    }
                }
                return Some(most);
            }
            Event::Eof => return None,
            _ => {}
        }
    }
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

    fn texts(xml: &str) -> Result<(), Refusal> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/SharedStrings.xml", SimpleFileOptions::default()).unwrap();
        archive.write_all(xml.as_bytes()).unwrap();
        check_announced_texts(&archive.finish().unwrap().into_inner())
    }

    /// A few hundred bytes could ask for more memory than there is.
    #[test]
    fn a_workbook_that_announces_more_texts_than_it_can_hold_is_refused() {
        let sst = |count: &str| format!("<?xml version=\"1.0\"?><!-- sst --><x:sst xmlns:x=\"x\" {count}/>");
        assert_eq!(texts(&sst("count='9' uniqueCount='3'")), Ok(()));
        assert_eq!(texts(&sst("")), Ok(()));
        assert_eq!(texts(&sst("uniqueCount=\"10000000000\"")).unwrap_err().reason, "TOO_LARGE");
        assert_eq!(texts(&sst("count=\"10000000000\"")).unwrap_err().reason, "TOO_LARGE");
        assert!(texts("<?xml version=\"1.0\"?>").is_err());
    }

    #[test]
    fn numbers_are_written_without_exponent_and_their_lost_digits_are_marked() {
        assert_eq!(number_text(2_120_260_700_000.0), "2120260700000");
        assert_eq!(number_text(999_999_999_999_999.0), "999999999999999");
        assert_eq!(number_text(371_322_189_901_010_005.0), "371322189901010\u{fffd}\u{fffd}\u{fffd}");
        assert_eq!(number_text(0.5), "0.5");
    }
}
