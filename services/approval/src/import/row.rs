//! A row of a file, and a cell of it as it is read. Both hold personal data.

use std::borrow::Cow;

use refusal::Violation;

/// A row of a file: the texts of the known columns. Holds personal data, so it cannot be printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// Number of the row, the heading being 1 where nothing stands above it.
    pub(crate) line: u32,
    /// In the order of the known columns.
    pub(super) cells: Vec<String>,
    /// What is wrong with the row itself.
    pub(super) violation: Option<Violation>,
}

/// A cell of the file.
pub(super) struct Cell<'a> {
    pub(super) column: usize,
    pub(super) text: Cow<'a, str>,
}
