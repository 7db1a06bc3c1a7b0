//! SQL of the schema `exchange`, one file an aggregate. Every read names the unit: row-level security is the second wall.

pub mod change;
pub mod delivery;
pub mod push;
pub mod returns;
pub mod sent_message;

/// A row that the code does not understand: the database and the program disagree.
pub(crate) fn inconsistent(table: &str, column: &str, row: impl std::fmt::Display) -> sqlx::Error {
    sqlx::Error::Decode(format!("{table}.{column} of {row} is not understood").into())
}
