//! Reading a 行政许可 publicity file (双公示) into rows, and rows into decisions. No row fails for its neighbour; a file
//! that cannot be read at all is refused with one reason.

mod columns;
mod csv_file;
mod draft;
mod encoding;
mod heading;
mod read;
mod refusals;
mod row;
mod row_to_draft;
mod table;
mod words;
mod xlsx_file;

pub(crate) use columns::column_of;
pub(crate) use read::{MAX_FILE_BYTES, read};
pub(crate) use row::Row;
pub(crate) use row_to_draft::row_to_draft;

#[cfg(test)]
mod tests;
