//! The audit trail.

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

/// What became of a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome<'a> {
    /// Written.
    Done,
    /// Nothing was changed, for this stable reason.
    Refused(&'a str),
    /// Personal data was shown in clear, for this purpose.
    Revealed(&'a str),
}

/// One row of the trail.
#[derive(Clone, Debug)]
pub(crate) struct Entry<'a> {
    pub(crate) at: Timestamp,
    pub(crate) unit: Option<&'a str>,
    pub(crate) system: &'a str,
    pub(crate) official: Option<&'a str>,
    pub(crate) rpc: &'a str,
    pub(crate) request_id: Option<Uuid>,
    pub(crate) outcome: Outcome<'a>,
    pub(crate) objects: &'a [String],
}

/// Adds a row.
pub(crate) async fn insert(tx: &mut PgConnection, entry: &Entry<'_>) -> Result<(), sqlx::Error> {
    let (outcome, reason, purpose) = match entry.outcome {
        Outcome::Done => ("done", None, None),
        Outcome::Refused(reason) => ("refused", Some(reason), None),
        Outcome::Revealed(purpose) => ("revealed", None, Some(purpose)),
    };
    sqlx::query!(
        "insert into shell.audit
            (at, unit, system, official, rpc, request_id, outcome, reason, purpose, objects, trace_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        jiff_sqlx::Timestamp::from(entry.at) as _,
        entry.unit,
        entry.system,
        entry.official,
        entry.rpc,
        entry.request_id,
        outcome,
        reason,
        purpose,
        entry.objects,
        crate::trace::id(),
    )
    .execute(tx)
    .await?;
    Ok(())
}
