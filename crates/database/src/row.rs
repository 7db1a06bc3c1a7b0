//! What a statement about one row may meet, and a row that is not understood.

use std::fmt::Display;

use sqlx::postgres::PgQueryResult;

/// Checks that a statement met the one row that it was about.
#[expect(clippy::needless_pass_by_value, reason = "what a statement gave is asked once, where it ran")]
pub fn one(done: PgQueryResult) -> Result<(), sqlx::Error> {
    match done.rows_affected() {
        1 => Ok(()),
        met => Err(sqlx::Error::Protocol(format!("a statement about one row met {met}"))),
    }
}

/// A value of the database that the program does not understand: `column` (schema, table and column) of the row `id`.
pub fn inconsistent(column: &str, id: impl Display) -> sqlx::Error {
    sqlx::Error::Decode(format!("{column} of {id} is not understood").into())
}
