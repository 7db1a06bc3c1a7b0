//! What a failure of the database means: whether it passes, and what of it may be written down.

use sqlx::Error;

/// Whether the same may succeed a moment later: the database is away, or busy with another.
pub fn is_passing(error: &Error) -> bool {
    let Error::Database(error) = error else {
        return matches!(
            error,
            Error::Io(_) | Error::Tls(_) | Error::PoolTimedOut | Error::PoolClosed | Error::WorkerCrashed
        );
    };
    let sqlstate = error.code().unwrap_or_default();
    // Connection, transaction rollback, resources, operator intervention; a lock or a transaction that took too long.
    ["08", "40", "53", "57"].iter().any(|class| sqlstate.starts_with(class))
        || ["25P03", "25P04", "55P03"].contains(&sqlstate.as_ref())
}

/// What failed, for the log. Messages of the database may quote values, so only its codes and names are kept.
pub fn without_values(error: &Error) -> String {
    match error {
        Error::Database(error) => format!(
            "{} table={} constraint={}",
            error.code().unwrap_or_default(),
            error.table().unwrap_or_default(),
            error.constraint().unwrap_or_default(),
        ),
        Error::ColumnDecode { index, .. } => format!("column {index} cannot be read"),
        Error::Decode(_) | Error::Encode(_) => "a value cannot be read or written".to_owned(),
        other => other.to_string(),
    }
}
