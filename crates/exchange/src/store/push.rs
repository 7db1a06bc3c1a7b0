//! Pushes and their routing snapshots.

use deadline::Deadline;
use ids::{PushId, UnitCode};
use jiff_sqlx::Timestamp as SqlTimestamp;
use prost::Message;
use proto::exchange::v1::LicenceDecision;
use sqlx::{PgConnection, types::Json, types::Uuid};
use workdays::Counted;

use super::inconsistent;
use crate::model::{Push, Recipient};

struct Row {
    id: Uuid,
    sender_unit: String,
    sender_service: String,
    source_id: Uuid,
    title: String,
    decision: Vec<u8>,
    personal: Vec<u8>,
    decision_version: i32,
    push_started_at: Option<SqlTimestamp>,
    push_due_at: Option<SqlTimestamp>,
    push_counted: Option<Json<Counted>>,
    push_calendar: Option<i64>,
    accepted_at: SqlTimestamp,
    map_version: i64,
}

/// Inserts a push. Knows no conflict: ids are new at the sender, and the inbox lets a message in once at the receiver.
pub async fn insert(tx: &mut PgConnection, push: &Push) -> Result<(), sqlx::Error> {
    let deadline = &push.deadline;
    sqlx::query!(
        "insert into exchange.push
             (id, kind, sender_unit, sender_service, source_id, title, item_code, decision, personal, decision_version,
              push_started_at, push_due_at, push_counted, push_calendar, accepted_at, map_version)
         values ($1, 'licence_decision', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        push.id.0,
        push.sender_unit.as_str(),
        push.sender_service,
        push.source,
        push.title,
        push.decision.item_code,
        push.decision.encode_to_vec(),
        push.sealed_personal,
        push.decision_version,
        deadline.started_at().map(SqlTimestamp::from) as Option<SqlTimestamp>,
        deadline.due_at().map(SqlTimestamp::from) as Option<SqlTimestamp>,
        deadline.counted().map(Json) as Option<Json<&Counted>>,
        deadline.calendar(),
        SqlTimestamp::from(push.accepted_at) as SqlTimestamp,
        push.map_version,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Inserts the routing snapshot of a push.
pub async fn insert_routing(
    tx: &mut PgConnection,
    push: PushId,
    recipients: &[Recipient],
) -> Result<(), sqlx::Error> {
    let units: Vec<String> = recipients.iter().map(|recipient| recipient.unit.to_string()).collect();
    let roles: Vec<String> = recipients.iter().map(|recipient| recipient.role.name().to_owned()).collect();
    sqlx::query!(
        "insert into exchange.routing (push_id, unit, role)
         select $1, unit, role from unnest($2::text[], $3::text[]) as recipient (unit, role)",
        push.0,
        &units,
        &roles,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A push that `unit` sent through the service `here`. The copies of recipients are no view of its sender.
pub async fn find_sent(
    tx: &mut PgConnection,
    here: &str,
    id: PushId,
    unit: &UnitCode,
) -> Result<Option<Push>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        r#"select id, sender_unit, sender_service, source_id, title, decision, personal, decision_version,
                  push_started_at, push_due_at, push_counted as "push_counted: Json<Counted>",
                  push_calendar, accepted_at, map_version
           from exchange.push where id = $1 and sender_unit = $2 and sender_service = $3"#,
        id.0,
        unit.as_str(),
        here,
    )
    .fetch_optional(tx)
    .await?;
    row.map(Push::try_from).transpose()
}

/// The pushes of these ids, in no order. For deliveries that were already found by their unit.
pub async fn find_all(tx: &mut PgConnection, ids: &[PushId]) -> Result<Vec<Push>, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"select id, sender_unit, sender_service, source_id, title, decision, personal, decision_version,
                  push_started_at, push_due_at, push_counted as "push_counted: Json<Counted>",
                  push_calendar, accepted_at, map_version
           from exchange.push where id = any($1)"#,
        &ids,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(Push::try_from).collect()
}

/// What to list of a unit's pushes.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only pushes accepted after their deadline.
    pub late_only: bool,
    /// Only pushes with a delivery in one of these states; empty: all.
    pub delivery_states: Vec<String>,
    /// Only of these items; empty: all.
    pub item_codes: Vec<String>,
    /// Only accepted at or after this instant.
    pub accepted_from: Option<jiff::Timestamp>,
    /// Only after this row.
    pub after: Option<(jiff::Timestamp, Uuid)>,
    /// At most so many.
    pub limit: i64,
}

/// The pushes that the unit sent through the service `here`, in order of acceptance.
pub async fn list_sent(
    tx: &mut PgConnection,
    here: &str,
    unit: &UnitCode,
    filter: &Filter,
) -> Result<Vec<Push>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, sender_unit, sender_service, source_id, title, decision, personal, decision_version,
                  push_started_at, push_due_at, push_counted as "push_counted: Json<Counted>",
                  push_calendar, accepted_at, map_version
           from exchange.push
           where sender_unit = $1
             and sender_service = $9
             and (not $2 or accepted_at >= push_due_at)
             and (cardinality($3::text[]) = 0 or exists (
                 select from exchange.delivery where delivery.push_id = push.id and delivery.state = any($3)))
             and (cardinality($4::text[]) = 0 or item_code = any($4))
             and ($5::timestamptz is null or accepted_at >= $5)
             and ($6::timestamptz is null or (accepted_at, id) > ($6, $7::uuid))
           order by accepted_at, id
           limit $8"#,
        unit.as_str(),
        filter.late_only,
        &filter.delivery_states,
        &filter.item_codes,
        filter.accepted_from.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
        here,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(Push::try_from).collect()
}

/// Replaces the decision of a push by a newer, completed one. Gives false when a newer one is known already.
pub async fn complete(
    tx: &mut PgConnection,
    id: PushId,
    decision: &LicenceDecision,
    sealed_personal: &[u8],
    version: i32,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update exchange.push set decision = $2, personal = $3, decision_version = $4
         where id = $1 and decision_version < $4",
        id.0,
        decision.encode_to_vec(),
        sealed_personal,
        version,
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Locks up to 500 pushes whose clock is to be counted again: it has no date yet and was last counted by a calendar before
/// `version`. A push that was accepted has ended its clock, so one with a date keeps it.
pub async fn lock_to_recount(
    tx: &mut PgConnection,
    version: i64,
) -> Result<Vec<(PushId, Deadline)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, push_started_at, push_calendar
         from exchange.push
         where push_due_at is null and push_calendar < $1
         order by push_calendar, id limit 500 for update skip locked",
        version,
    )
    .fetch_all(tx)
    .await?;
    let clock =
        |started_at: Option<SqlTimestamp>, calendar| started_at.map(SqlTimestamp::to_jiff).zip(calendar);
    Ok(rows
        .into_iter()
        .map(|row| (PushId(row.id), Deadline::from_row(clock(row.push_started_at, row.push_calendar), None)))
        .collect())
}

/// Saves clocks of pushes that were counted again.
pub async fn set_deadlines(tx: &mut PgConnection, counted: &[(PushId, Deadline)]) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = counted.iter().map(|(id, _)| id.0).collect();
    let due_at: Vec<_> =
        counted.iter().map(|(_, deadline)| deadline.due_at().map(SqlTimestamp::from)).collect();
    let days: Vec<_> = counted.iter().map(|(_, deadline)| deadline.counted().cloned().map(Json)).collect();
    let calendars: Vec<_> = counted.iter().map(|(_, deadline)| deadline.calendar()).collect();
    sqlx::query!(
        "update exchange.push
         set push_due_at = new.due_at, push_counted = new.counted, push_calendar = new.calendar
         from unnest($1::uuid[], $2::timestamptz[], $3::jsonb[], $4::bigint[]) as new (id, due_at, counted, calendar)
         where push.id = new.id",
        &ids,
        &due_at as &[Option<SqlTimestamp>],
        &days as &[Option<Json<Counted>>],
        &calendars as &[Option<i64>],
    )
    .execute(tx)
    .await?;
    Ok(())
}

impl TryFrom<Row> for Push {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let opened = row.push_started_at.map(SqlTimestamp::to_jiff).zip(row.push_calendar);
        let due = row.push_due_at.zip(row.push_counted).map(|(at, counted)| (at.to_jiff(), counted.0));
        Ok(Self {
            id: PushId(row.id),
            sender_unit: row.sender_unit.parse().map_err(|_| inconsistent("push", "sender_unit", row.id))?,
            sender_service: row.sender_service,
            source: row.source_id,
            title: row.title,
            decision: LicenceDecision::decode(row.decision.as_slice())
                .map_err(|_| inconsistent("push", "decision", row.id))?,
            sealed_personal: row.personal,
            decision_version: row.decision_version,
            deadline: Deadline::from_row(opened, due),
            accepted_at: row.accepted_at.to_jiff(),
            map_version: row.map_version,
        })
    }
}
