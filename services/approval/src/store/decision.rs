//! `approval.decision`. Found by id, or by the numbers that make it one decision; always of one unit.

use std::collections::{HashMap, HashSet};

use duty::{ClockColumns, ClockLists};
use ids::{DecisionId, UnitCode, Uuid};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp};
use prost::Message;
use proto::exchange::v1::{LicenceDecision, PersonalData};
use seal::Keyring;
use sqlx::{PgConnection, types::Json};
use workdays::Counted;

use crate::model::{Decision, Digests, Numbers, Routing};

/// Stands between texts in one; no code or doubt has it.
const BETWEEN: &str = "\u{1f}";

struct Row {
    id: Uuid,
    unit: String,
    document_number: String,
    certificate_number: String,
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
            r#"select id, unit, document_number, certificate_number, content, personal, digest, publicity_digest, doubts, push_started_at, push_due_at,
                      push_counted as "push_counted: Json<Counted>", push_calendar, push_id, routed_at,
                      unrouted_reason, version, recorded_by, recorded_at
               from approval.decision "# + $rest
            $(, $argument)*
        )
    };
}

/// Inserts decisions. Returns those that were inserted: not one of whose unit and numbers another is there already.
#[expect(clippy::too_many_lines, reason = "one statement, a line for each column")]
pub(crate) async fn insert_all(
    tx: &mut PgConnection,
    keys: &Keyring,
    new: &[&Decision],
) -> Result<HashSet<DecisionId>, sqlx::Error> {
    if new.is_empty() {
        return Ok(HashSet::new());
    }
    let texts = |of: fn(&Decision) -> String| new.iter().copied().map(of).collect::<Vec<_>>();
    let clocks: ClockLists = new.iter().map(|decision| &decision.deadline).collect();
    let ids: Vec<Uuid> = new.iter().map(|decision| decision.id.0).collect();
    let contents: Vec<Vec<u8>> = new.iter().map(|decision| decision.content.encode_to_vec()).collect();
    let mut personal = Vec::with_capacity(new.len());
    let mut decided_on = Vec::with_capacity(new.len());
    for decision in new {
        personal.push(seal(keys, decision)?);
        let day: Date =
            decision.content.decided_on.parse().map_err(|_| inconsistent("decided_on", decision.id.0))?;
        decided_on.push(SqlDate::from(day));
    }
    let full: Vec<Vec<u8>> = new.iter().map(|decision| decision.digests.full.clone()).collect();
    let publicity: Vec<Vec<u8>> = new.iter().map(|decision| decision.digests.publicity.clone()).collect();
    let routing: Vec<_> = new.iter().map(|decision| RoutingColumns::of(&decision.routing)).collect();
    let pushes: Vec<Option<Uuid>> = routing.iter().map(|columns| columns.push_id).collect();
    let routed_at: Vec<Option<SqlTimestamp>> = routing.iter().map(|columns| columns.routed_at).collect();
    let reasons: Vec<Option<String>> =
        routing.iter().map(|columns| columns.unrouted_reason.map(ToOwned::to_owned)).collect();
    let versions: Vec<i32> = new.iter().map(|decision| decision.version).collect();
    let recorded_at: Vec<SqlTimestamp> = new.iter().map(|decision| decision.recorded_at.into()).collect();
    let inserted = sqlx::query_scalar!(
        "insert into approval.decision
             (id, unit, document_number, certificate_number, item_code, decided_on, content, personal, digest,
              publicity_digest, missing, doubts, push_started_at, push_due_at, push_counted, push_calendar, push_id,
              routed_at, unrouted_reason, version, recorded_by, recorded_at)
         select id, unit, document_number, certificate_number, nullif(item_code, ''), decided_on, content, personal,
                digest, publicity_digest, string_to_array(missing, $22), string_to_array(doubts, $22), push_started_at,
                push_due_at, push_counted, push_calendar, push_id, routed_at, unrouted_reason, version, recorded_by,
                recorded_at
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::date[], $7::bytea[], $8::bytea[],
                  $9::bytea[], $10::bytea[], $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[],
                  $15::jsonb[], $16::bigint[], $17::uuid[], $18::timestamptz[], $19::text[], $20::integer[],
                  $21::text[], $23::timestamptz[])
              as new (id, unit, document_number, certificate_number, item_code, decided_on, content, personal, digest,
                  publicity_digest, missing, doubts, push_started_at, push_due_at, push_counted, push_calendar, push_id,
                  routed_at, unrouted_reason, version, recorded_by, recorded_at)
         on conflict (unit, document_number, certificate_number) do nothing
         returning id",
        &ids,
        &texts(|decision| decision.unit.to_string()),
        &texts(|decision| decision.numbers.document.clone()),
        &texts(|decision| decision.numbers.certificate.clone()),
        &texts(|decision| decision.content.item_code.clone()),
        &decided_on as &[SqlDate],
        &contents,
        &personal,
        &full,
        &publicity,
        &texts(|decision| decision.content.missing_fields.join(BETWEEN)),
        &texts(|decision| decision.doubts.join(BETWEEN)),
        &clocks.started_at as &[Option<SqlTimestamp>],
        &clocks.due_at as &[Option<SqlTimestamp>],
        &clocks.counted as &[Option<Json<Counted>>],
        &clocks.calendar as &[Option<i64>],
        &pushes as &[Option<Uuid>],
        &routed_at as &[Option<SqlTimestamp>],
        &reasons as &[Option<String>],
        &versions,
        &texts(|decision| decision.recorded_by.to_string()),
        BETWEEN,
        &recorded_at as &[SqlTimestamp],
    )
    .fetch_all(tx)
    .await?;
    Ok(inserted.into_iter().map(DecisionId).collect())
}

/// Saves what can change of a decision that was locked in this transaction: item, completion, routing.
pub(crate) async fn save(
    tx: &mut PgConnection,
    keys: &Keyring,
    decision: &Decision,
) -> Result<(), sqlx::Error> {
    let routing = RoutingColumns::of(&decision.routing);
    let saved = sqlx::query!(
        "update approval.decision
         set item_code = nullif($2, ''), content = $3, personal = $4, missing = $5, push_id = $6, routed_at = $7,
             unrouted_reason = $8, version = $9
         where id = $1",
        decision.id.0,
        decision.content.item_code,
        decision.content.encode_to_vec(),
        seal(keys, decision)?,
        &decision.content.missing_fields,
        routing.push_id,
        routing.routed_at as Option<SqlTimestamp>,
        routing.unrouted_reason,
        decision.version,
    );
    database::one(saved.execute(tx).await?)
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

/// The unit's decisions of these document and certificate numbers.
pub(crate) async fn find_numbered(
    tx: &mut PgConnection,
    keys: &Keyring,
    unit: &UnitCode,
    numbers: &[&Numbers],
) -> Result<HashMap<Numbers, Decision>, sqlx::Error> {
    let documents: Vec<String> = numbers.iter().map(|numbers| numbers.document.clone()).collect();
    let certificates: Vec<String> = numbers.iter().map(|numbers| numbers.certificate.clone()).collect();
    let rows = select!(
        "where unit = $1 and (document_number, certificate_number) in (select * from unnest($2::text[], $3::text[]))",
        unit.as_str(),
        &documents,
        &certificates,
    )
    .fetch_all(tx)
    .await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let decision = decision(row, keys)?;
        found.insert(decision.numbers.clone(), decision);
    }
    Ok(found)
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

/// The columns of a routing: the push and when, or why there is none.
#[derive(Default)]
struct RoutingColumns<'a> {
    push_id: Option<Uuid>,
    routed_at: Option<SqlTimestamp>,
    unrouted_reason: Option<&'a str>,
}

impl<'a> RoutingColumns<'a> {
    fn of(routing: &'a Routing) -> Self {
        match routing {
            Routing::Unrouted { reason } => Self { unrouted_reason: Some(reason), ..Self::default() },
            Routing::Routed { push, at } => {
                Self { push_id: Some(push.0), routed_at: Some((*at).into()), unrouted_reason: None }
            }
        }
    }
}

fn seal(keys: &Keyring, decision: &Decision) -> Result<Vec<u8>, sqlx::Error> {
    keys.seal(decision.id.0.as_bytes(), &decision.personal.encode_to_vec())
        .map_err(|error| sqlx::Error::Encode(Box::new(error)))
}

fn decision(row: Row, keys: &Keyring) -> Result<Decision, sqlx::Error> {
    let bad = |column| inconsistent(column, row.id);
    let clock = ClockColumns {
        started_at: row.push_started_at,
        due_at: row.push_due_at,
        counted: row.push_counted,
        calendar: row.push_calendar,
    };
    let opened =
        keys.open(row.id.as_bytes(), &row.personal).map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    Ok(Decision {
        id: DecisionId(row.id),
        unit: row.unit.parse().map_err(|_| bad("unit"))?,
        content: LicenceDecision::decode(row.content.as_slice()).map_err(|_| bad("content"))?,
        personal: PersonalData::decode(opened.expose()).map_err(|_| bad("personal"))?,
        numbers: Numbers { document: row.document_number, certificate: row.certificate_number },
        digests: Digests { full: row.digest, publicity: row.publicity_digest },
        doubts: row.doubts,
        deadline: clock.into(),
        routing: match (row.push_id, row.routed_at) {
            (Some(push), Some(at)) => Routing::Routed { push: push.into(), at: at.to_jiff() },
            _ => Routing::Unrouted { reason: row.unrouted_reason.unwrap_or_default() },
        },
        version: row.version,
        recorded_by: row.recorded_by.parse().map_err(|_| bad("recorded_by"))?,
        recorded_at: row.recorded_at.to_jiff(),
    })
}

fn inconsistent(column: &str, id: Uuid) -> sqlx::Error {
    database::inconsistent(&format!("approval.decision.{column}"), id)
}
