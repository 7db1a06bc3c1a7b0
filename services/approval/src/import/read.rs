//! The door of the import: bytes in, rows out.

use proto::approval::v1::ImportFormat;
use refusal::Refusal;

use super::{
    csv_file, encoding,
    refusals::{too_large, unreadable},
    row::Row,
    xlsx_file,
};

/// The largest file: a year of a large county fits many times.
pub(crate) const MAX_FILE_BYTES: usize = 32 * 1024 * 1024;

/// The rows of a publicity file. The format is recognised by content; one that was named must agree with it.
pub(crate) fn read(bytes: &[u8], format: ImportFormat) -> Result<Vec<Row>, Refusal> {
    if bytes.len() > MAX_FILE_BYTES {
        let megabytes = MAX_FILE_BYTES / 1024 / 1024;
        return Err(too_large(
            &format!("the file is larger than {megabytes} MiB"),
            &format!("文件超过{megabytes} MiB"),
        ));
    }
    match (recognise(bytes)?, format) {
        (Recognised::Xlsx, ImportFormat::Csv) => {
            Err(unreadable("the file is an XLSX workbook, not CSV", "文件是XLSX工作簿，不是CSV"))
        }
        (Recognised::Text, ImportFormat::Xlsx) => {
            Err(unreadable("the file is text, not an XLSX workbook", "文件是文本，不是XLSX工作簿"))
        }
        (Recognised::Xlsx, _) => xlsx_file::read(bytes),
        (Recognised::Text, _) => csv_file::read(&encoding::decode(bytes)?),
    }
}

enum Recognised {
    Text,
    Xlsx,
}

fn recognise(bytes: &[u8]) -> Result<Recognised, Refusal> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(unreadable("the file is empty", "文件是空的"));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(Recognised::Xlsx);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        let zh = "文件是旧版Excel（.xls）或加密工作簿，请另存为XLSX或CSV";
        return Err(unreadable("the file is an old or encrypted workbook; save it as XLSX or CSV", zh));
    }
    Ok(Recognised::Text)
}
