//! What can go wrong in a call.

use refusal::Refusal;

/// A call that did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The answer is no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed.
    #[error("database")]
    Database(#[from] sqlx::Error),
    /// Something that cannot be, for example a row that the code does not understand. Names table, column and row, and
    /// never holds personal data.
    #[error("fault: {0}")]
    Fault(String),
}
