//! Writing `notification.duty`: what services say of their duties, in any order and perhaps twice.

use ids::{DutyId, Uuid};
use jiff_sqlx::Timestamp as SqlTimestamp;
use prost::Message;
use sqlx::PgConnection;

use crate::model::{DutyState, Opening, Recount};

/// Lets one writer at a time change the ledger, so that batches never wait for each other's rows in opposite order.
pub(crate) async fn lock(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock('notification.duty'::regclass::bigint)").execute(tx).await?;
    Ok(())
}

/// Those of the duties that another service keeps.
pub(crate) async fn of_others(
    tx: &mut PgConnection,
    sender: &str,
    ids: &[DutyId],
) -> Result<Vec<DutyId>, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_scalar!(
        "select id from notification.duty where id = any($1) and sender <> $2",
        &ids,
        sender
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(DutyId).collect())
}

/// Notes what is owed. What was noted before stays.
pub(crate) async fn open_all(
    tx: &mut PgConnection,
    sender: &str,
    at: jiff::Timestamp,
    openings: &[Opening],
) -> Result<(), sqlx::Error> {
    let text = |of: fn(&Opening) -> &str| openings.iter().map(|one| of(one).to_owned()).collect::<Vec<_>>();
    let ids: Vec<Uuid> = openings.iter().map(|opening| opening.id.0).collect();
    let subjects: Vec<Uuid> = openings.iter().map(|opening| opening.subject).collect();
    sqlx::query!(
        "insert into notification.duty as kept
             (id, sender, opened_at, kind, owed_by, owed_to, subject_type, subject_id, subject_name, subject_number, item_code,
              state)
         select id, $2, $3, kind, owed_by, owed_to, subject_type, subject_id, subject_name, subject_number, item_code,
                'open'
         from unnest($1::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::text[],
              $11::text[])
              as said (id, kind, owed_by, owed_to, subject_type, subject_id, subject_name, subject_number, item_code)
         order by id
         on conflict (id) do update set
             opened_at = excluded.opened_at, kind = excluded.kind, owed_by = excluded.owed_by,
             owed_to = excluded.owed_to, subject_type = excluded.subject_type, subject_id = excluded.subject_id,
             subject_name = excluded.subject_name, subject_number = excluded.subject_number,
             item_code = excluded.item_code
         where kept.opened_at is null",
        &ids,
        sender,
        SqlTimestamp::from(at) as SqlTimestamp,
        &text(|opening| &opening.kind),
        &text(|opening| opening.owed_by.as_str()),
        &text(|opening| opening.owed_to.as_ref().map_or("", |unit| unit.as_str())),
        &text(|opening| opening.subject_type.name()),
        &subjects,
        &text(|opening| &opening.subject_name),
        &text(|opening| &opening.subject_number),
        &text(|opening| &opening.item_code),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Notes counts of clocks, each where none is known that is as new.
pub(crate) async fn date_all(
    tx: &mut PgConnection,
    sender: &str,
    counts: &[Recount],
) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = counts.iter().map(|count| count.id.0).collect();
    let deadlines: Vec<Vec<u8>> = counts.iter().map(|count| count.deadline.encode_to_vec()).collect();
    let versions: Vec<i64> = counts.iter().map(|count| count.deadline.calendar_version).collect();
    let started: Vec<SqlTimestamp> = counts.iter().map(|count| count.started_at.into()).collect();
    let due: Vec<Option<SqlTimestamp>> =
        counts.iter().map(|count| count.due_at.map(SqlTimestamp::from)).collect();
    let yellow: Vec<Option<SqlTimestamp>> =
        counts.iter().map(|count| count.instants.map(|instants| instants.yellow_at.into())).collect();
    let deep_red: Vec<Option<SqlTimestamp>> = counts
        .iter()
        .map(|count| count.instants.and_then(|instants| instants.deep_red_at).map(SqlTimestamp::from))
        .collect();
    let lamp_versions: Vec<i64> = counts.iter().map(|count| count.lamp_version).collect();
    sqlx::query!(
        "insert into notification.duty as kept
             (id, sender, deadline, calendar_version, started_at, due_at, yellow_at, deep_red_at, lamp_version, state)
         select id, $2, deadline, calendar_version, started_at, due_at, yellow_at, deep_red_at, lamp_version, 'open'
         from unnest($1::uuid[], $3::bytea[], $4::bigint[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[],
              $8::timestamptz[], $9::bigint[])
              as counted (id, deadline, calendar_version, started_at, due_at, yellow_at, deep_red_at, lamp_version)
         order by id
         on conflict (id) do update set
             deadline = excluded.deadline, calendar_version = excluded.calendar_version,
             started_at = excluded.started_at, due_at = excluded.due_at, yellow_at = excluded.yellow_at,
             deep_red_at = excluded.deep_red_at, lamp_version = excluded.lamp_version
         where excluded.calendar_version > kept.calendar_version",
        &ids,
        sender,
        &deadlines,
        &versions,
        &started as &[SqlTimestamp],
        &due as &[Option<SqlTimestamp>],
        &yellow as &[Option<SqlTimestamp>],
        &deep_red as &[Option<SqlTimestamp>],
        &lamp_versions,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Notes that duties have ended. The first end stands.
pub(crate) async fn end_all(
    tx: &mut PgConnection,
    sender: &str,
    ends: &[(DutyId, DutyState)],
) -> Result<(), sqlx::Error> {
    let mut ids = Vec::new();
    let mut states = Vec::new();
    let mut at = Vec::new();
    let mut reasons = Vec::new();
    for (id, state) in ends {
        let Some(ended_at) = state.ended_at() else { continue };
        let reason = match state {
            DutyState::Withdrawn { reason, .. } => Some(reason.name().to_owned()),
            DutyState::Open | DutyState::Discharged { .. } => None,
        };
        ids.push(id.0);
        states.push(state.state().name().to_owned());
        at.push(SqlTimestamp::from(ended_at));
        reasons.push(reason);
    }
    sqlx::query!(
        "insert into notification.duty as kept (id, sender, state, ended_at, withdraw_reason)
         select id, $2, state, ended_at, reason
         from unnest($1::uuid[], $3::text[], $4::timestamptz[], $5::text[]) as ended (id, state, ended_at, reason)
         order by id
         on conflict (id) do update set
             state = excluded.state, ended_at = excluded.ended_at, withdraw_reason = excluded.withdraw_reason
         where kept.state = 'open'",
        &ids,
        sender,
        &states,
        &at as &[SqlTimestamp],
        &reasons as &[Option<String>],
    )
    .execute(tx)
    .await?;
    Ok(())
}
