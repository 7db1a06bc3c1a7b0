//! The audit trail: rows are added, and never changed.

use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::call::trace;

/// What became of a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum AuditOutcome<'a> {
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
    pub(crate) outcome: AuditOutcome<'a>,
    pub(crate) objects: &'a [String],
}

/// The row of a write that was done, and its encoded answer.
#[derive(Clone, Debug)]
pub(crate) struct DoneEntry<'a> {
    pub(crate) entry: Entry<'a>,
    pub(crate) answer: &'a [u8],
}

/// Adds a row.
pub(crate) async fn insert(tx: &mut PgConnection, entry: &Entry<'_>) -> Result<(), sqlx::Error> {
    let (outcome, reason, purpose) = match entry.outcome {
        AuditOutcome::Done => ("done", None, None),
        AuditOutcome::Refused(reason) => ("refused", Some(reason), None),
        AuditOutcome::Revealed(purpose) => ("revealed", None, Some(purpose)),
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
        trace::id(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Stands between objects in one text; no id or code has it.
const BETWEEN: &str = "\u{1f}";

/// Adds the rows of writes that were done, and keeps the encoded answer of each under its request, in one statement.
pub(crate) async fn insert_done(tx: &mut PgConnection, done: &[DoneEntry<'_>]) -> Result<(), sqlx::Error> {
    let entries = || done.iter().map(|one| &one.entry);
    let text = |text: Option<&str>| text.map(ToOwned::to_owned);
    let at: Vec<SqlTimestamp> = entries().map(|entry| SqlTimestamp::from(entry.at)).collect();
    let units: Vec<Option<String>> = entries().map(|entry| text(entry.unit)).collect();
    let systems: Vec<String> = entries().map(|entry| entry.system.to_owned()).collect();
    let officials: Vec<Option<String>> = entries().map(|entry| text(entry.official)).collect();
    let rpcs: Vec<String> = entries().map(|entry| entry.rpc.to_owned()).collect();
    let ids: Vec<Option<Uuid>> = entries().map(|entry| entry.request_id).collect();
    let objects: Vec<String> = entries().map(|entry| entry.objects.join(BETWEEN)).collect();
    let answers: Vec<Vec<u8>> = done.iter().map(|one| one.answer.to_vec()).collect();
    sqlx::query!(
        "with done as materialized (
            select *
            from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::bytea[])
                with ordinality as done (at, unit, system, official, rpc, request_id, objects, response, place)
        ), answered as (
            update shell.request set response = done.response from done
            where request.unit = done.unit and request.request_id = done.request_id
        )
        insert into shell.audit (at, unit, system, official, rpc, request_id, outcome, objects, trace_id)
        select at, unit, system, official, rpc, request_id, 'done', string_to_array(objects, $9), $10
        from done order by place",
        &at as &[SqlTimestamp],
        &units as &[Option<String>],
        &systems,
        &officials as &[Option<String>],
        &rpcs,
        &ids as &[Option<Uuid>],
        &objects,
        &answers,
        BETWEEN,
        trace::id(),
    )
    .execute(tx)
    .await?;
    Ok(())
}
