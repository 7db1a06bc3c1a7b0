//! The encodings that offices write: UTF-8 with or without a byte order mark, and GB18030 (which contains GBK and GB2312).

use std::borrow::Cow;

use encoding_rs::GB18030;
use refusal::Refusal;

use super::refusals::unreadable;

/// The text of a file. Chinese text in GB18030 is practically never valid UTF-8, so what is valid UTF-8 is UTF-8.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        let zh = "文件是UTF-16编码，请另存为UTF-8或GB18030编码的CSV";
        return Err(unreadable("the file is in UTF-16; save it as CSV in UTF-8 or GB18030", zh));
    }
    if bytes.contains(&0) {
        return Err(unreadable(
            "the file is neither CSV nor an XLSX workbook",
            "文件既不是CSV，也不是XLSX工作簿",
        ));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    GB18030.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(|| {
        unreadable("the file is neither valid UTF-8 nor GB18030", "文件编码既不是UTF-8，也不是GB18030")
    })
}
