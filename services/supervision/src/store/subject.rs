//! Supervised subjects: one row for each unit that supervises them.

use std::collections::BTreeMap;

use ids::{SubjectId, UnitCode, Uuid};
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp};
use proto::words::exchange::CounterpartyKind;
use sqlx::PgConnection;

use crate::model::Entry;

/// A subject and how many licences of it the unit supervises.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) id: Uuid,
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) uscc: Option<String>,
    pub(crate) created_at: SqlTimestamp,
    pub(crate) licences: i64,
    pub(crate) unclaimed: i64,
}

/// Enters the subjects of these entries that are not in the register yet; returns the id of each, by unit and identity. The
/// name in the latest decision holds.
pub(crate) async fn enter_all(
    tx: &mut PgConnection,
    entries: &[Entry],
) -> Result<BTreeMap<(String, Vec<u8>), SubjectId>, sqlx::Error> {
    // One row per subject, in the order of the keys: two transactions that enter the same subjects do not deadlock.
    let mut subjects: BTreeMap<(&str, &[u8]), &Entry> = BTreeMap::new();
    for entry in entries {
        let latest = subjects.entry((entry.unit.as_str(), entry.identity.as_slice())).or_insert(entry);
        if entry.decided_on > latest.decided_on {
            *latest = entry;
        }
    }
    let ids: Vec<Uuid> = subjects.iter().map(|_| SubjectId::generate().0).collect();
    let units: Vec<String> = subjects.values().map(|entry| entry.unit.to_string()).collect();
    let kinds: Vec<String> = subjects.values().map(|entry| entry.kind.name().to_owned()).collect();
    let names: Vec<String> =
        subjects.values().map(|entry| entry.decision.counterparty_name.clone()).collect();
    let name_keys: Vec<Option<Vec<u8>>> = subjects.values().map(|entry| entry.name_key.clone()).collect();
    let usccs: Vec<Option<String>> = subjects.values().map(|entry| uscc(entry)).collect();
    let identities: Vec<Vec<u8>> = subjects.values().map(|entry| entry.identity.clone()).collect();
    let times: Vec<SqlTimestamp> = subjects.values().map(|entry| entry.received_at.into()).collect();
    let days: Vec<SqlDate> = subjects.values().map(|entry| entry.decided_on.into()).collect();
    let rows = sqlx::query!(
        "insert into supervision.subject (id, unit, kind, name, named_on, uscc, identity, created_at, name_key)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $8::date[], $5::text[], $6::bytea[],
                              $7::timestamptz[], $9::bytea[])
         on conflict (unit, identity) do update set
             name = case when excluded.named_on >= subject.named_on then excluded.name else subject.name end,
             name_key =
                 case when excluded.named_on >= subject.named_on then excluded.name_key else subject.name_key end,
             named_on = greatest(excluded.named_on, subject.named_on)
         returning id, unit, identity",
        &ids,
        &units,
        &kinds,
        &names,
        &usccs as &[Option<String>],
        &identities,
        &times as &[SqlTimestamp],
        &days as &[SqlDate],
        &name_keys as &[Option<Vec<u8>>],
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(|row| ((row.unit, row.identity), SubjectId(row.id))).collect())
}

fn uscc(entry: &Entry) -> Option<String> {
    (entry.kind != CounterpartyKind::Person).then(|| entry.decision.counterparty_uscc.clone())
}

/// What to list of a unit's register. Empty fields do not restrict.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Part of the name; of a natural person the whole.
    pub(crate) name: String,
    /// The keyed hash of that name.
    pub(crate) name_key: Vec<u8>,
    /// Certificate name, whole.
    pub(crate) certificate_name: String,
    /// Certificate or document number, whole.
    pub(crate) numbers: Vec<String>,
    /// Credit code or keyed hash of an identity number; `None`: all.
    pub(crate) identities: Option<Vec<Vec<u8>>>,
    /// Only subjects with an unclaimed licence.
    pub(crate) unclaimed_only: bool,
    /// Only after this row.
    pub(crate) after: Option<(jiff::Timestamp, Uuid)>,
    /// At most so many.
    pub(crate) limit: i64,
}

/// The unit's subjects in order of entry.
pub(crate) async fn list(
    tx: &mut PgConnection,
    unit: &UnitCode,
    filter: &Filter,
) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as!(
        Row,
        r#"select subject.id, subject.kind, subject.name, subject.uscc, subject.created_at,
                  count(*) as "licences!", count(*) filter (where licence.state = 'unclaimed') as "unclaimed!"
           from supervision.subject
           join supervision.licence on licence.subject_id = subject.id and licence.state <> 'returned'
           where subject.unit = $1
             and ($2 = '' or (subject.kind <> 'person' and strpos(subject.name, $2) > 0) or subject.name_key = $10)
             and ($3::bytea[] is null or subject.identity = any($3))
             and ($4 = '' or exists (select from supervision.licence own
                  where own.subject_id = subject.id and own.certificate_name = $4 and own.state <> 'returned'))
             and (cardinality($5::text[]) = 0 or exists (select from supervision.licence own
                  where own.subject_id = subject.id and own.state <> 'returned'
                      and (own.certificate_number = any($5) or own.document_number = any($5))))
             and (not $6 or exists (select from supervision.licence own
                  where own.subject_id = subject.id and own.state = 'unclaimed'))
             and ($7::timestamptz is null or (subject.created_at, subject.id) > ($7, $8::uuid))
           group by subject.id
           order by subject.created_at, subject.id
           limit $9"#,
        unit.as_str(),
        filter.name,
        filter.identities.as_deref() as Option<&[Vec<u8>]>,
        filter.certificate_name,
        &filter.numbers,
        filter.unclaimed_only,
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
        &filter.name_key,
    )
    .fetch_all(tx)
    .await
}

/// One subject of the unit's register.
pub(crate) async fn find(
    tx: &mut PgConnection,
    id: SubjectId,
    unit: &UnitCode,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query_as!(
        Row,
        r#"select subject.id, subject.kind, subject.name, subject.uscc, subject.created_at,
                  count(*) as "licences!", count(*) filter (where licence.state = 'unclaimed') as "unclaimed!"
           from supervision.subject
           join supervision.licence on licence.subject_id = subject.id and licence.state <> 'returned'
           where subject.id = $1 and subject.unit = $2
           group by subject.id"#,
        id.0,
        unit.as_str(),
    )
    .fetch_optional(tx)
    .await
}
