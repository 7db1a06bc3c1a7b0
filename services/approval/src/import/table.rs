//! Cells into rows: the heading found, the known columns kept, the limits held.

use refusal::{Refusal, Violation};

use super::{
    columns::COLUMNS,
    heading::heading,
    refusals::{too_large, unreadable},
    row::{Cell, Row},
};

/// The most rows of a file.
const MAX_ROWS: usize = 100_000;

/// The longest cell, in bytes. What is longer is cut: every field of a decision is shorter and refuses it anyway.
const MAX_CELL_BYTES: usize = 32 * 1024;

/// The most text of a file: workbooks can name one long text in every cell.
const MAX_TEXT_BYTES: usize = 128 * 1024 * 1024;

/// What was read so far.
pub(super) struct Table {
    /// For each column of the file, which known column it is. `None` until the heading was read.
    heading: Option<Vec<Option<usize>>>,
    rows: Vec<Row>,
    text_bytes: usize,
}

impl Table {
    pub(super) fn new() -> Self {
        Self { heading: None, rows: Vec::new(), text_bytes: 0 }
    }

    /// Takes the next row. Blank rows are passed over; the first that is not blank is the heading.
    pub(super) fn push<'a>(
        &mut self,
        line: u32,
        cells: impl Iterator<Item = Cell<'a>>,
    ) -> Result<(), Refusal> {
        let mut cells = cells.filter(|cell| !cell.text.trim().is_empty()).peekable();
        if cells.peek().is_none() {
            return Ok(());
        }
        let Some(columns) = &self.heading else {
            self.heading = Some(heading(cells)?);
            return Ok(());
        };
        let mut row = Row { line, cells: vec![String::new(); COLUMNS.len()], violation: None };
        for cell in cells {
            match columns.get(cell.column) {
                Some(Some(known)) => {
                    let text = cut(&cell.text);
                    self.text_bytes += text.len();
                    text.clone_into(&mut row.cells[*known]);
                }
                Some(None) => {}
                None => row.violation = Some(too_wide()),
            }
        }
        self.rows.push(row);
        self.check_limits()
    }

    /// The rows below the heading.
    pub(super) fn finish(self) -> Result<Vec<Row>, Refusal> {
        match self.heading {
            Some(_) => Ok(self.rows),
            None => Err(unreadable("the file is empty", "文件是空的")),
        }
    }

    fn check_limits(&self) -> Result<(), Refusal> {
        if self.rows.len() > MAX_ROWS {
            return Err(too_large(
                &format!("the file has more than {MAX_ROWS} rows"),
                &format!("文件超过{MAX_ROWS}行"),
            ));
        }
        if self.text_bytes > MAX_TEXT_BYTES {
            return Err(too_large("the file holds more than 128 MiB of text", "文件文本超过128 MiB"));
        }
        Ok(())
    }
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_CELL_BYTES)]
}

fn too_wide() -> Violation {
    Violation::new(
        "row",
        "too_wide",
        "has more cells than the heading; a text with a separator needs quotation marks",
        "单元格多于表头，含分隔符的文本应加引号",
    )
}
