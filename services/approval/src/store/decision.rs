//! `approval.decision`.

use deadline::Deadline;
use ids::{DecisionId, UnitCode, Uuid};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp};
use prost::Message;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use seal::Keyring;
use sqlx::{PgConnection, types::Json};
use workdays::Counted;

use crate::model::{Decision, Digests, Routing};

struct Row {
    id: Uuid,
    unit: String,
    content: Vec<u8>,
    personal: Vec<u8>,
    digest: Vec<u8>,
    publicity_digest: Vec<u8>,
    doubts: Vec<String>,
    push_started_at: Option<SqlTimestamp>,
    push_due_at: Option<SqlTimestamp>,
    push_counted: Option<Json<Counted>>,
    push_calendar: Option<i64>,
    push_id: Option<Uuid>,
    routed_at: Option<SqlTimestamp>,
    unrouted_reason: Option<String>,
    version: i32,
    recorded_by: String,
    recorded_at: SqlTimestamp,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, unit, content, personal, digest, publicity_digest, doubts, push_started_at, push_due_at,
                      push_counted as "push_counted: Json<Counted>", push_calendar, push_id, routed_at,
                      unrouted_reason, version, recorded_by, recorded_at
               from approval.decision "# + $rest
            $(, $argument)*
        )
    };
}

/// Inserts a decision. Gives false when one of the same unit, document and certificate is there already.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    keys: &Keyring,
    decision: &Decision,
    (document_number, certificate_number): (&str, &str),
) -> Result<bool, sqlx::Error> {
    let content = &decision.content;
    let (push, routed_at, reason) = routing_columns(&decision.routing);
    let decided_on: Date = content.decided_on.parse().map_err(|_| bad("decided_on", decision.id.0))?;
    let done = sqlx::query!(
        "insert into approval.decision
             (id, unit, document_number, certificate_number, item_code, decided_on, content, personal, digest,
              publicity_digest, missing, doubts, push_started_at, push_due_at, push_counted, push_calendar, push_id,
              routed_at, unrouted_reason, version, recorded_by, recorded_at)
         values ($1, $2, $3, $4, nullif($5, ''), $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                 $22)
         on conflict (unit, document_number, certificate_number) do nothing",
        decision.id.0,
        decision.unit.as_str(),
        document_number,
        certificate_number,
        content.item_code,
        SqlDate::from(decided_on) as SqlDate,
        content.encode_to_vec(),
        seal(keys, decision)?,
        decision.digests.full,
        decision.digests.publicity,
        &content.missing_fields,
        &decision.doubts,
        decision.deadline.started_at().map(SqlTimestamp::from) as Option<SqlTimestamp>,
        decision.deadline.due_at().map(SqlTimestamp::from) as Option<SqlTimestamp>,
        decision.deadline.counted().map(Json) as Option<Json<&Counted>>,
        decision.deadline.calendar(),
        push,
        routed_at.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        reason,
        decision.version,
        decision.recorded_by.as_str(),
        SqlTimestamp::from(decision.recorded_at) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Saves what can change of a decision that was locked in this transaction: item, completion, routing.
pub(crate) async fn save(
    tx: &mut PgConnection,
    keys: &Keyring,
    decision: &Decision,
) -> Result<(), sqlx::Error> {
    let (push, routed_at, reason) = routing_columns(&decision.routing);
    let done = sqlx::query!(
        "update approval.decision
         set item_code = nullif($2, ''), content = $3, personal = $4, missing = $5, push_id = $6, routed_at = $7,
             unrouted_reason = $8, version = $9
         where id = $1",
        decision.id.0,
        decision.content.item_code,
        decision.content.encode_to_vec(),
        seal(keys, decision)?,
        &decision.content.missing_fields,
        push,
        routed_at.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        reason,
        decision.version,
    )
    .execute(tx)
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

/// The unit's decision of this id.
pub(crate) async fn find(
    tx: &mut PgConnection,
    keys: &Keyring,
    id: DecisionId,
    unit: &UnitCode,
) -> Result<Option<Decision>, sqlx::Error> {
    let row = select!("where id = $1 and unit = $2", id.0, unit.as_str()).fetch_optional(tx).await?;
    row.map(|row| decision(row, keys)).transpose()
}

/// Locks the unit's decision of this id.
pub(crate) async fn lock(
    tx: &mut PgConnection,
    keys: &Keyring,
    id: DecisionId,
    unit: &UnitCode,
) -> Result<Option<Decision>, sqlx::Error> {
    let row =
        select!("where id = $1 and unit = $2 for update", id.0, unit.as_str()).fetch_optional(tx).await?;
    row.map(|row| decision(row, keys)).transpose()
}

/// The unit's decision of this document and certificate number.
pub(crate) async fn find_numbered(
    tx: &mut PgConnection,
    keys: &Keyring,
    unit: &UnitCode,
    document_number: &str,
    certificate_number: &str,
) -> Result<Option<Decision>, sqlx::Error> {
    let row = select!(
        "where unit = $1 and document_number = $2 and certificate_number = $3",
        unit.as_str(),
        document_number,
        certificate_number,
    )
    .fetch_optional(tx)
    .await?;
    row.map(|row| decision(row, keys)).transpose()
}

/// What to list of a unit's decisions. Empty fields do not restrict.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Only routed ones, or only unrouted ones.
    pub(crate) routed: Option<bool>,
    /// Only those that lack required fields.
    pub(crate) missing_only: bool,
    /// Only of these items.
    pub(crate) item_codes: Vec<String>,
    /// Only with a document or certificate number kept under one of these.
    pub(crate) numbers: Vec<String>,
    /// Only decided on or after this day.
    pub(crate) decided_from: Option<Date>,
    /// Only decided on or before this day.
    pub(crate) decided_to: Option<Date>,
    /// Only after this row.
    pub(crate) after: Option<(Timestamp, Uuid)>,
    /// At most so many.
    pub(crate) limit: i64,
}

/// The unit's decisions in order of recording.
pub(crate) async fn list(
    tx: &mut PgConnection,
    keys: &Keyring,
    unit: &UnitCode,
    filter: &Filter,
) -> Result<Vec<Decision>, sqlx::Error> {
    let rows = select!(
        "where unit = $1
           and ($2::boolean is null or (push_id is not null) = $2)
           and (not $3 or missing <> '{}')
           and (cardinality($4::text[]) = 0 or item_code = any($4))
           and (cardinality($5::text[]) = 0 or document_number = any($5) or certificate_number = any($5))
           and ($6::date is null or decided_on >= $6)
           and ($7::date is null or decided_on <= $7)
           and ($8::timestamptz is null or (recorded_at, id) > ($8, $9::uuid))
         order by recorded_at, id
         limit $10",
        unit.as_str(),
        filter.routed,
        filter.missing_only,
        &filter.item_codes,
        &filter.numbers,
        filter.decided_from.map(SqlDate::from) as Option<SqlDate>,
        filter.decided_to.map(SqlDate::from) as Option<SqlDate>,
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(|row| decision(row, keys)).collect()
}

fn routing_columns(routing: &Routing) -> (Option<Uuid>, Option<Timestamp>, Option<&str>) {
    match routing {
        Routing::Unrouted { reason } => (None, None, Some(reason)),
        Routing::Routed { push, at } => (Some(push.0), Some(*at), None),
    }
}

fn seal(keys: &Keyring, decision: &Decision) -> Result<Vec<u8>, sqlx::Error> {
    keys.seal(decision.id.0.as_bytes(), &decision.personal.encode_to_vec())
        .map_err(|error| sqlx::Error::Encode(Box::new(error)))
}

fn decision(row: Row, keys: &Keyring) -> Result<Decision, sqlx::Error> {
    let clock = row.push_started_at.map(SqlTimestamp::to_jiff).zip(row.push_calendar);
    let due = row.push_due_at.zip(row.push_counted).map(|(at, counted)| (at.to_jiff(), counted.0));
    let opened =
        keys.open(row.id.as_bytes(), &row.personal).map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    Ok(Decision {
        id: DecisionId(row.id),
        unit: super::decode(&row.unit)?,
        content: LicenceDecision::decode(row.content.as_slice()).map_err(|_| bad("content", row.id))?,
        personal: PersonalData::decode(opened.expose()).map_err(|_| bad("personal", row.id))?,
        digests: Digests { full: row.digest, publicity: row.publicity_digest },
        doubts: row.doubts,
        deadline: Deadline::from_row(clock, due),
        routing: match (row.push_id, row.routed_at) {
            (Some(push), Some(at)) => Routing::Routed { push: push.into(), at: at.to_jiff() },
            _ => Routing::Unrouted { reason: row.unrouted_reason.unwrap_or_default() },
        },
        version: row.version,
        recorded_by: super::decode(&row.recorded_by)?,
        recorded_at: row.recorded_at.to_jiff(),
    })
}

fn bad(column: &str, row: Uuid) -> sqlx::Error {
    sqlx::Error::Decode(format!("approval.decision.{column} of {row} is not understood").into())
}
