//! Rows that database and program disagree about.

use std::fmt::Display;

/// A row that the code does not understand: the database and the program disagree.
pub(crate) fn inconsistent(table: &str, column: &str, row: impl Display) -> sqlx::Error {
    sqlx::Error::Decode(format!("{table}.{column} of {row} is not understood").into())
}
