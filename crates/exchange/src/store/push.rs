//! Pushes and their routing snapshots. Inserted once; only the content is ever replaced, by a completed one.

use duty::{ClockColumns, ClockLists, Deadline, Duty};
use ids::{MessageId, PushId, UnitCode};
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::names;
use sqlx::{PgConnection, types::Json, types::Uuid};
use workdays::Counted;

use crate::model::{Content, DeliveryState, Push, PushKind, Recipient, push_rule};

struct Row {
    id: Uuid,
    kind: String,
    sender_unit: String,
    sender_service: String,
    source_id: Uuid,
    title: String,
    content: Vec<u8>,
    personal: Vec<u8>,
    content_version: i32,
    push_started_at: Option<SqlTimestamp>,
    push_due_at: Option<SqlTimestamp>,
    push_counted: Option<Json<Counted>>,
    push_calendar: Option<i64>,
    accepted_at: SqlTimestamp,
    map_version: i64,
    message_id: Option<Uuid>,
}

/// The columns of [`Row`], from `exchange.push`.
macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, kind, sender_unit, sender_service, source_id, title, content, personal, content_version,
                      push_started_at, push_due_at, push_counted as "push_counted: Json<Counted>", push_calendar,
                      accepted_at, map_version, message_id
               from exchange.push "# + $rest
            $(, $argument)*
        )
    };
}

/// Inserts pushes. Knows no conflict: ids are new at the sender, and the inbox lets a message in once at the receiver.
pub async fn insert_all(tx: &mut PgConnection, pushes: &[Push]) -> Result<(), sqlx::Error> {
    let clocks: ClockLists = pushes.iter().map(|push| &push.deadline).collect();
    let texts = |of: fn(&Push) -> String| pushes.iter().map(of).collect::<Vec<String>>();
    let ids: Vec<Uuid> = pushes.iter().map(|push| push.id.0).collect();
    let sources: Vec<Uuid> = pushes.iter().map(|push| push.source).collect();
    let contents: Vec<Vec<u8>> = pushes.iter().map(|push| push.content.encode()).collect();
    let personal: Vec<Vec<u8>> = pushes.iter().map(|push| push.sealed_personal.clone()).collect();
    let versions: Vec<i32> = pushes.iter().map(|push| push.content_version).collect();
    let accepted_at: Vec<SqlTimestamp> = pushes.iter().map(|push| push.accepted_at.into()).collect();
    let map_versions: Vec<i64> = pushes.iter().map(|push| push.map_version).collect();
    let messages: Vec<Option<Uuid>> = pushes.iter().map(|push| push.message.map(|id| id.0)).collect();
    sqlx::query!(
        "insert into exchange.push
             (id, kind, sender_unit, sender_service, source_id, title, item_code, content, personal, content_version,
              push_started_at, push_due_at, push_counted, push_calendar, accepted_at, map_version, message_id)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[],
              $8::bytea[], $9::bytea[], $10::integer[], $11::timestamptz[], $12::timestamptz[], $13::jsonb[],
              $14::bigint[], $15::timestamptz[], $16::bigint[], $17::uuid[])",
        &ids,
        &texts(|push| push.content.kind().name().to_owned()),
        &texts(|push| push.sender_unit.to_string()),
        &texts(|push| push.sender_service.clone()),
        &sources,
        &texts(|push| push.title.clone()),
        &texts(|push| push.content.item_code().to_owned()),
        &contents,
        &personal,
        &versions,
        &clocks.started_at as &[Option<SqlTimestamp>],
        &clocks.due_at as &[Option<SqlTimestamp>],
        &clocks.counted as &[Option<Json<Counted>>],
        &clocks.calendar as &[Option<i64>],
        &accepted_at as &[SqlTimestamp],
        &map_versions,
        &messages as &[Option<Uuid>],
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Inserts the routing snapshots of pushes.
pub async fn insert_routing(
    tx: &mut PgConnection,
    recipients: &[(PushId, &Recipient)],
) -> Result<(), sqlx::Error> {
    let pushes: Vec<Uuid> = recipients.iter().map(|(push, _)| push.0).collect();
    let units: Vec<String> = recipients.iter().map(|(_, recipient)| recipient.unit.to_string()).collect();
    let roles: Vec<String> =
        recipients.iter().map(|(_, recipient)| recipient.role.name().to_owned()).collect();
    sqlx::query!(
        "insert into exchange.routing (push_id, unit, role)
         select * from unnest($1::uuid[], $2::text[], $3::text[])",
        &pushes,
        &units,
        &roles,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The pushes that these messages carried, with the message of each; other messages are passed over.
pub async fn find_carried(tx: &mut PgConnection, messages: &[MessageId]) -> Result<Vec<Push>, sqlx::Error> {
    let messages: Vec<Uuid> = messages.iter().map(|message| message.0).collect();
    let rows = select!("where message_id = any($1)", &messages).fetch_all(tx).await?;
    rows.into_iter().map(Push::try_from).collect()
}

/// A push that `unit` sent through the service `here`. The copies of recipients are no view of its sender.
pub async fn find_sent(
    tx: &mut PgConnection,
    here: &str,
    id: PushId,
    unit: &UnitCode,
) -> Result<Option<Push>, sqlx::Error> {
    let row =
        select!("where id = $1 and sender_unit = $2 and sender_service = $3", id.0, unit.as_str(), here,)
            .fetch_optional(tx)
            .await?;
    row.map(Push::try_from).transpose()
}

/// The pushes of these ids, in no order. For deliveries that were already found by their unit.
pub async fn find_all(tx: &mut PgConnection, ids: &[PushId]) -> Result<Vec<Push>, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("where id = any($1)", &ids).fetch_all(tx).await?;
    rows.into_iter().map(Push::try_from).collect()
}

/// What to list of a unit's pushes.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only pushes accepted after their deadline.
    pub late_only: bool,
    /// Only pushes with a delivery in one of these states; empty: all.
    pub delivery_states: Vec<DeliveryState>,
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
    let rows = select!(
        "where sender_unit = $1
             and sender_service = $9
             and (not $2 or accepted_at >= push_due_at)
             and (cardinality($3::text[]) = 0 or exists (
                 select from exchange.delivery where delivery.push_id = push.id and delivery.state = any($3)))
             and (cardinality($4::text[]) = 0 or item_code = any($4))
             and ($5::timestamptz is null or accepted_at >= $5)
             and ($6::timestamptz is null or (accepted_at, id) > ($6, $7::uuid))
           order by accepted_at, id
           limit $8",
        unit.as_str(),
        filter.late_only,
        &names(&filter.delivery_states),
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

/// Replaces the content of a push by a newer, completed one. Returns false when a newer one is known already.
pub async fn complete(
    tx: &mut PgConnection,
    id: PushId,
    content: &Content,
    sealed_personal: &[u8],
    version: i32,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update exchange.push set content = $2, personal = $3, content_version = $4
         where id = $1 and content_version < $4",
        id.0,
        content.encode(),
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
) -> Result<Vec<(PushId, Duty)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, kind, source_id, push_started_at, push_calendar
         from exchange.push
         where push_due_at is null and push_calendar < $1
         order by push_calendar, id limit 500 for update skip locked",
        version,
    )
    .fetch_all(tx)
    .await?;
    let mut clocks = Vec::with_capacity(rows.len());
    for row in rows {
        let kind = PushKind::named(&row.kind).ok_or_else(|| inconsistent("kind", row.id))?;
        let columns = ClockColumns {
            started_at: row.push_started_at,
            calendar: row.push_calendar,
            ..ClockColumns::default()
        };
        clocks.push((PushId(row.id), Duty::of(push_rule(kind), row.source_id, columns.into())));
    }
    Ok(clocks)
}

/// Saves clocks of pushes that were counted again.
pub async fn set_deadlines(tx: &mut PgConnection, counted: &[(PushId, Duty)]) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = counted.iter().map(|(id, _)| id.0).collect();
    let clocks: ClockLists = counted.iter().map(|(_, duty)| &duty.deadline).collect();
    sqlx::query!(
        "update exchange.push
         set push_due_at = new.due_at, push_counted = new.counted, push_calendar = new.calendar
         from unnest($1::uuid[], $2::timestamptz[], $3::jsonb[], $4::bigint[]) as new (id, due_at, counted, calendar)
         where push.id = new.id",
        &ids,
        &clocks.due_at as &[Option<SqlTimestamp>],
        &clocks.counted as &[Option<Json<Counted>>],
        &clocks.calendar as &[Option<i64>],
    )
    .execute(tx)
    .await?;
    Ok(())
}

impl TryFrom<Row> for Push {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(column, row.id);
        let kind = PushKind::named(&row.kind).ok_or_else(|| bad("kind"))?;
        Ok(Self {
            id: PushId(row.id),
            sender_unit: row.sender_unit.parse().map_err(|_| bad("sender_unit"))?,
            sender_service: row.sender_service,
            source: row.source_id,
            title: row.title,
            content: Content::decode(kind, &row.content).map_err(|_| bad("content"))?,
            sealed_personal: row.personal,
            content_version: row.content_version,
            deadline: Deadline::from(ClockColumns {
                started_at: row.push_started_at,
                due_at: row.push_due_at,
                counted: row.push_counted,
                calendar: row.push_calendar,
            }),
            accepted_at: row.accepted_at.to_jiff(),
            map_version: row.map_version,
            message: row.message_id.map(MessageId),
        })
    }
}

fn inconsistent(column: &str, id: Uuid) -> sqlx::Error {
    database::inconsistent(&format!("exchange.push.{column}"), id)
}
