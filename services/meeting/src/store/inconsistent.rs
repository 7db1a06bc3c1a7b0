//! Rows that database and program disagree about.

use ids::Uuid;

/// A value of the database that this program does not understand.
pub(super) fn inconsistent(table: &str, column: &str, row: Uuid) -> sqlx::Error {
    sqlx::Error::Decode(format!("meeting.{table}.{column} of {row} is not understood").into())
}
