//! What can go wrong in a call, and its one mapping to a gRPC status.

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
    /// Something that cannot be, for example a row that the code does not understand.
    #[error("fault: {0}")]
    Fault(String),
}

impl From<Error> for tonic::Status {
    fn from(_error: Error) -> Self {
        todo!()
    }
}
