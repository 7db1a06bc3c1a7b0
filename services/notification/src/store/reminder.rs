//! `notification.reminder`: the next step of each open duty. Rows come and go by triggers.

use database::inconsistent;
use ids::{DutyId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use prost::Message;
use proto::r#type::v1::Deadline;
use sqlx::PgConnection;

/// An open duty about which there is something to decide.
pub(crate) struct Planned {
    pub(crate) duty: DutyId,
    /// The service whose clock it is.
    pub(crate) sender: String,
    pub(crate) kind: String,
    pub(crate) owed_by: UnitCode,
    pub(crate) item: String,
    pub(crate) deadline: Deadline,
    pub(crate) due_at: Option<Timestamp>,
    /// The instant of the last step that was taken.
    pub(crate) taken_at: Option<Timestamp>,
}

/// What was decided of a duty.
pub(crate) struct Decided {
    pub(crate) duty: DutyId,
    /// When to decide again.
    pub(crate) next_at: Timestamp,
    pub(crate) taken_at: Option<Timestamp>,
    /// Nothing is decided before this service has answered what was done until then.
    pub(crate) held_by: Option<(String, Timestamp)>,
}

/// Locks duties that are due for a decision, those that have waited longest first. Whoever ends a duty deletes its row, and so
/// waits for this transaction, or was there first.
pub(crate) async fn lock_due(
    tx: &mut PgConnection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Planned>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with due as (
               select duty_id, taken_at from notification.reminder
               where next_at <= $1 order by next_at, duty_id limit $2 for update skip locked
           )
           select duty.id, duty.sender, duty.kind, duty.owed_by, duty.item_code, duty.deadline, duty.due_at, due.taken_at
           from due join notification.duty on duty.id = due.duty_id
           order by duty.id"#,
        SqlTimestamp::from(now) as SqlTimestamp,
        limit,
    )
    .fetch_all(tx)
    .await?;
    let mut planned = Vec::with_capacity(rows.len());
    for row in rows {
        let bad = |column| inconsistent(&format!("notification.duty.{column}"), row.id);
        let deadline = row.deadline.unwrap_or_default();
        planned.push(Planned {
            duty: DutyId(row.id),
            sender: row.sender,
            kind: row.kind,
            owed_by: row.owed_by.parse().map_err(|_| bad("owed_by"))?,
            item: row.item_code,
            deadline: Deadline::decode(deadline.as_slice()).map_err(|_| bad("deadline"))?,
            due_at: row.due_at.map(SqlTimestamp::to_jiff),
            taken_at: row.taken_at.map(SqlTimestamp::to_jiff),
        });
    }
    Ok(planned)
}

/// Whether the next step of a duty is held until the owner of its clock has answered (在途核对).
pub(crate) async fn is_held(tx: &mut PgConnection, duty: DutyId) -> Result<bool, sqlx::Error> {
    let held = sqlx::query_scalar!(
        r#"select held_by is not null as "held!" from notification.reminder where duty_id = $1"#,
        duty.0,
    );
    Ok(held.fetch_optional(tx).await?.unwrap_or_default())
}

/// Notes what was decided.
pub(crate) async fn save_all(tx: &mut PgConnection, decided: &[Decided]) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = decided.iter().map(|one| one.duty.0).collect();
    let next: Vec<SqlTimestamp> = decided.iter().map(|one| one.next_at.into()).collect();
    let held: Vec<Option<String>> =
        decided.iter().map(|one| one.held_by.clone().map(|(service, _)| service)).collect();
    let held_due: Vec<Option<SqlTimestamp>> =
        decided.iter().map(|one| one.held_by.as_ref().map(|(_, due_at)| (*due_at).into())).collect();
    let taken: Vec<Option<SqlTimestamp>> =
        decided.iter().map(|one| one.taken_at.map(SqlTimestamp::from)).collect();
    sqlx::query!(
        "update notification.reminder
         set next_at = case when decided.held_by is null then decided.next_at else 'infinity' end,
             taken_at = decided.taken_at, held_by = decided.held_by, held_due = decided.held_due
         from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::text[], $5::timestamptz[])
             as decided (duty_id, next_at, taken_at, held_by, held_due)
         where reminder.duty_id = decided.duty_id",
        &ids,
        &next as &[SqlTimestamp],
        &taken as &[Option<SqlTimestamp>],
        &held as &[Option<String>],
        &held_due as &[Option<SqlTimestamp>],
    )
    .execute(tx)
    .await?;
    Ok(())
}
