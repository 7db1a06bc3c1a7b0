//! What can go wrong in a call: a refusal is for the caller, the rest is for us.

use mailbox::Rejected;
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

impl Error {
    /// The refusal, where it is one.
    pub fn refusal(self) -> Option<Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            Self::Database(_) | Self::Fault(_) => None,
        }
    }

    /// Whether the same may succeed a moment later: the database is away, or busy with another.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Database(error) if database::is_passing(error))
    }

    /// What failed, for the log: without any value that the database may have quoted.
    pub fn without_values(&self) -> String {
        match self {
            Self::Database(error) => database::without_values(error),
            other => other.to_string(),
        }
    }
}

/// What went wrong with an event that arrived: tried again where the database failed, kept for an operator otherwise.
impl From<Error> for Rejected {
    fn from(error: Error) -> Self {
        match error {
            Error::Database(error) => error.into(),
            Error::Refused(_) | Error::Fault(_) => Self::Park(error.to_string()),
        }
    }
}
