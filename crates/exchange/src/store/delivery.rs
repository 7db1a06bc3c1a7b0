//! Deliveries. A row is locked before it is read, in two statements, so that what is judged is what is saved.

mod columns;

use duty::{ClockColumns, Deadline};
use ids::{DeliveryId, PushId, UnitCode};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::names;
use sqlx::{PgConnection, types::Json, types::Uuid};
use workdays::Counted;

use crate::model::{
    Claim, Delivery, DeliveryState, PushKind, Receipt, RecipientRole, ReturnCode, SendBack, State, Way,
};
use columns::Columns;

/// A row and, for a returned delivery, its latest return.
struct Row {
    id: Uuid,
    push_id: Uuid,
    kind: String,
    way: String,
    unit: String,
    sender_unit: String,
    role: String,
    state: String,
    received_at: Option<SqlTimestamp>,
    claim_started_at: Option<SqlTimestamp>,
    claim_due_at: Option<SqlTimestamp>,
    claim_counted: Option<Json<Counted>>,
    claim_calendar: Option<i64>,
    closed_by: Option<String>,
    closed_at: Option<SqlTimestamp>,
    first_read_at: Option<SqlTimestamp>,
    traceparent: Option<String>,
    version: i32,
    code: Option<String>,
    remark: Option<String>,
    suggested_unit: Option<String>,
}

/// The columns of [`Row`], from `exchange.delivery` with the return that closed it.
macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select delivery.id, delivery.push_id, delivery.kind, delivery.way, delivery.unit, delivery.sender_unit, delivery.role, delivery.state,
                      received_at, claim_started_at, claim_due_at, claim_counted as "claim_counted: Json<Counted>",
                      claim_calendar, closed_by, closed_at, first_read_at, traceparent, version,
                      "return".code as "code?", "return".remark as "remark?", "return".suggested_unit
               from exchange.delivery
               left join exchange.return on "return".delivery_id = delivery.id
                    and "return".delivery_version = delivery.version and delivery.state = 'returned' "#
                + $rest
            $(, $argument)*
        )
    };
}

/// Inserts deliveries.
pub async fn insert_all(tx: &mut PgConnection, deliveries: &[Delivery]) -> Result<(), sqlx::Error> {
    let columns = Columns::of(deliveries);
    sqlx::query!(
        "insert into exchange.delivery
             (id, push_id, kind, way, unit, sender_unit, role, state, received_at, claim_started_at, claim_due_at,
              claim_counted, claim_calendar, closed_by, closed_at, version, traceparent)
         select * from unnest($1::uuid[], $2::uuid[], $16::text[], $17::text[], $3::text[], $4::text[], $5::text[],
              $6::text[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::jsonb[], $11::bigint[],
              $12::text[], $13::timestamptz[], $14::integer[], $15::text[])",
        &columns.id,
        &columns.push_id,
        &columns.unit,
        &columns.sender_unit,
        &columns.role,
        &columns.state,
        &columns.received_at as &[Option<SqlTimestamp>],
        &columns.clock.started_at as &[Option<SqlTimestamp>],
        &columns.clock.due_at as &[Option<SqlTimestamp>],
        &columns.clock.counted as &[Option<Json<Counted>>],
        &columns.clock.calendar as &[Option<i64>],
        &columns.closed_by as &[Option<String>],
        &columns.closed_at as &[Option<SqlTimestamp>],
        &columns.version,
        &columns.traceparent as &[Option<String>],
        &columns.kind,
        &columns.way,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Saves the state of deliveries that were locked in this transaction.
pub async fn save_all(tx: &mut PgConnection, deliveries: &[Delivery]) -> Result<(), sqlx::Error> {
    let columns = Columns::of(deliveries);
    let saved = sqlx::query!(
        "update exchange.delivery
         set state = new.state, received_at = new.received_at, claim_started_at = new.claim_started_at,
             claim_due_at = new.claim_due_at, claim_counted = new.claim_counted, claim_calendar = new.claim_calendar,
             closed_by = new.closed_by, closed_at = new.closed_at, version = new.version
         from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[], $6::jsonb[],
              $7::bigint[], $8::text[], $9::timestamptz[], $10::integer[])
              as new (id, state, received_at, claim_started_at, claim_due_at, claim_counted, claim_calendar, closed_by,
                  closed_at, version)
         where delivery.id = new.id",
        &columns.id,
        &columns.state,
        &columns.received_at as &[Option<SqlTimestamp>],
        &columns.clock.started_at as &[Option<SqlTimestamp>],
        &columns.clock.due_at as &[Option<SqlTimestamp>],
        &columns.clock.counted as &[Option<Json<Counted>>],
        &columns.clock.calendar as &[Option<i64>],
        &columns.closed_by as &[Option<String>],
        &columns.closed_at as &[Option<SqlTimestamp>],
        &columns.version,
    )
    .execute(tx)
    .await?;
    if saved.rows_affected() == deliveries.len() as u64 { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

/// Locks the unit's deliveries of these ids, in the order of their ids. Others are passed over: deliveries to other units,
/// and the copies that senders keep.
pub async fn lock_received(
    tx: &mut PgConnection,
    ids: &[DeliveryId],
    unit: &UnitCode,
) -> Result<Vec<Delivery>, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let locked = sqlx::query_scalar!(
        "select id from exchange.delivery
         where id = any($1) and unit = $2 and way <> 'sent'
         order by id for update",
        &ids,
        unit.as_str(),
    )
    .fetch_all(&mut *tx)
    .await?;
    read_locked(tx, &locked).await
}

/// Locks the sender's copies of these ids, in the order of their ids: the sender hears of them by events.
pub async fn lock_sent(tx: &mut PgConnection, ids: &[DeliveryId]) -> Result<Vec<Delivery>, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let locked = sqlx::query_scalar!(
        "select id from exchange.delivery where id = any($1) and way = 'sent' order by id for update",
        &ids
    )
    .fetch_all(&mut *tx)
    .await?;
    read_locked(tx, &locked).await
}

/// Locks the deliveries of pushes, in the order of their ids.
pub async fn lock_of_pushes(tx: &mut PgConnection, pushes: &[PushId]) -> Result<Vec<Delivery>, sqlx::Error> {
    let pushes: Vec<Uuid> = pushes.iter().map(|id| id.0).collect();
    let locked = sqlx::query_scalar!(
        "select id from exchange.delivery where push_id = any($1) order by id for update",
        &pushes
    )
    .fetch_all(&mut *tx)
    .await?;
    read_locked(tx, &locked).await
}

/// Locks up to 500 deliveries whose claim clock is to be counted again: it is open or has no date yet, and was last counted by
/// a calendar before `version`.
pub async fn lock_to_recount(tx: &mut PgConnection, version: i64) -> Result<Vec<Delivery>, sqlx::Error> {
    let locked = sqlx::query_scalar!(
        "select id from exchange.delivery
         where (state = 'delivered' or claim_due_at is null) and claim_calendar < $1
         order by claim_calendar, id limit 500 for update skip locked",
        version
    )
    .fetch_all(&mut *tx)
    .await?;
    read_locked(tx, &locked).await
}

/// Reads deliveries that the statement before has locked. One statement for both would join a row that waited for its lock
/// with a return as it stood before the wait.
async fn read_locked(tx: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<Delivery>, sqlx::Error> {
    let rows = select!("where delivery.id = any($1) order by delivery.id", ids).fetch_all(tx).await?;
    rows.into_iter().map(Delivery::try_from).collect()
}

/// The unit's delivery of this id.
pub async fn find_received(
    tx: &mut PgConnection,
    id: DeliveryId,
    unit: &UnitCode,
) -> Result<Option<Delivery>, sqlx::Error> {
    let row = select!(
        "where delivery.id = $1 and delivery.unit = $2 and delivery.way <> 'sent'",
        id.0,
        unit.as_str(),
    )
    .fetch_optional(tx)
    .await?;
    row.map(Delivery::try_from).transpose()
}

/// The unit's deliveries of these ids, in no order.
pub async fn find_all_received(
    tx: &mut PgConnection,
    ids: &[DeliveryId],
    unit: &UnitCode,
) -> Result<Vec<Delivery>, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!(
        "where delivery.id = any($1) and delivery.unit = $2 and delivery.way <> 'sent'",
        &ids,
        unit.as_str(),
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(Delivery::try_from).collect()
}

/// Notes when an official of the unit first read a delivery in full. Later readings change nothing; says whether this was the first.
pub async fn mark_read(tx: &mut PgConnection, id: DeliveryId, at: Timestamp) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update exchange.delivery set first_read_at = $2 where id = $1 and first_read_at is null",
        id.0,
        SqlTimestamp::from(at) as SqlTimestamp
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The deliveries of pushes, by push and unit.
pub async fn list_of_pushes(tx: &mut PgConnection, pushes: &[PushId]) -> Result<Vec<Delivery>, sqlx::Error> {
    let pushes: Vec<Uuid> = pushes.iter().map(|id| id.0).collect();
    let rows = select!("where delivery.push_id = any($1) order by delivery.push_id, delivery.unit", &pushes)
        .fetch_all(tx)
        .await?;
    rows.into_iter().map(Delivery::try_from).collect()
}

/// What to list of a unit's deliveries.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only these states; empty: all.
    pub states: Vec<DeliveryState>,
    /// Only those that were, or at this instant are, overdue.
    pub overdue_at: Option<Timestamp>,
    /// Only due before this instant.
    pub due_before: Option<Timestamp>,
    /// Only of these items; empty: all.
    pub item_codes: Vec<String>,
    /// Only of this push.
    pub push: Option<Uuid>,
    /// Only after this row.
    pub after: Option<(Timestamp, Uuid)>,
    /// At most so many.
    pub limit: i64,
}

/// The unit's deliveries, in order of arrival.
pub async fn list_received(
    tx: &mut PgConnection,
    unit: &UnitCode,
    filter: &Filter,
) -> Result<Vec<Delivery>, sqlx::Error> {
    let rows = select!(
        "where delivery.unit = $1
           and delivery.way <> 'sent'
           and (cardinality($2::text[]) = 0 or delivery.state = any($2))
           and ($3::timestamptz is null or claim_due_at <= coalesce(closed_at, $3))
           and ($4::timestamptz is null or claim_due_at < $4)
           and (cardinality($5::text[]) = 0 or exists (
               select from exchange.push where push.id = delivery.push_id and push.item_code = any($5)))
           and ($6::uuid is null or delivery.push_id = $6)
           and ($7::timestamptz is null or (received_at, delivery.id) > ($7, $8::uuid))
         order by received_at, delivery.id
         limit $9",
        unit.as_str(),
        &names(&filter.states),
        filter.overdue_at.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        filter.due_before.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        &filter.item_codes,
        filter.push,
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(Delivery::try_from).collect()
}

impl TryFrom<Row> for Delivery {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(column, row.id);
        Ok(Self {
            id: DeliveryId(row.id),
            push: PushId(row.push_id),
            kind: PushKind::named(&row.kind).ok_or_else(|| bad("kind"))?,
            way: Way::named(&row.way).ok_or_else(|| bad("way"))?,
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            sender_unit: row.sender_unit.parse().map_err(|_| bad("sender_unit"))?,
            role: RecipientRole::named(&row.role).ok_or_else(|| bad("role"))?,
            version: row.version,
            first_read_at: row.first_read_at.map(SqlTimestamp::to_jiff),
            traceparent: row.traceparent.clone(),
            state: state_of(row)?,
        })
    }
}

fn state_of(row: Row) -> Result<State, sqlx::Error> {
    let id = row.id;
    let bad = |column| inconsistent(column, id);
    let Some(received_at) = row.received_at else { return Ok(State::Sent) };
    let deadline = Deadline::from(ClockColumns {
        started_at: row.claim_started_at,
        due_at: row.claim_due_at,
        counted: row.claim_counted,
        calendar: row.claim_calendar,
    });
    let receipt = Receipt { received_at: received_at.to_jiff(), deadline };
    let closed = row.closed_by.zip(row.closed_at);
    match (DeliveryState::named(&row.state), closed) {
        (Some(DeliveryState::Delivered), None) => Ok(State::Delivered(receipt)),
        (Some(DeliveryState::Claimed), Some((official, at))) => {
            let official = official.parse().map_err(|_| bad("closed_by"))?;
            Ok(State::Claimed(receipt, Claim { official, at: at.to_jiff() }))
        }
        (Some(DeliveryState::Returned), Some((official, at))) => {
            let suggested_unit = match row.suggested_unit {
                Some(unit) => Some(unit.parse().map_err(|_| bad("suggested_unit"))?),
                None => None,
            };
            let send_back = SendBack {
                code: row.code.as_deref().and_then(ReturnCode::named).ok_or_else(|| bad("code"))?,
                remark: row.remark.unwrap_or_default(),
                suggested_unit,
                official: official.parse().map_err(|_| bad("closed_by"))?,
                at: at.to_jiff(),
            };
            Ok(State::Returned(receipt, send_back))
        }
        _ => Err(bad("state")),
    }
}

fn inconsistent(column: &str, id: Uuid) -> sqlx::Error {
    database::inconsistent(&format!("exchange.delivery.{column}"), id)
}
