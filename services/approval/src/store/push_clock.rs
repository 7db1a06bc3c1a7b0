//! The push clocks in `approval.decision`, without the decisions: nothing personal is read to count them again.

use duty::{ClockColumns, ClockLists, Duty, clocks};
use ids::Uuid;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::{PgConnection, types::Json};
use workdays::Counted;

/// The push clock of a decision.
pub(crate) struct PushClock {
    /// The decision whose push is owed.
    decision: Uuid,
    /// Whether the decision still waits to be pushed.
    pub(crate) is_open: bool,
    /// The duty to push it.
    pub(crate) duty: Duty,
}

/// Locks up to 500 clocks that are to be counted again: open or without a date yet, and last counted by a calendar before
/// `version`.
pub(crate) async fn lock_to_recount(
    tx: &mut PgConnection,
    version: i64,
) -> Result<Vec<PushClock>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, push_id is null as "is_open!", push_started_at, push_due_at,
                  push_counted as "push_counted: Json<Counted>", push_calendar
           from approval.decision
           where (push_id is null or push_due_at is null) and push_calendar < $1
           order by push_calendar, id limit 500 for update skip locked"#,
        version
    )
    .fetch_all(tx)
    .await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let columns = ClockColumns {
            started_at: row.push_started_at,
            due_at: row.push_due_at,
            counted: row.push_counted,
            calendar: row.push_calendar,
        };
        let duty = Duty::of(&clocks::C1, row.id, columns.into());
        found.push(PushClock { decision: row.id, is_open: row.is_open, duty });
    }
    Ok(found)
}

/// Saves clocks that were counted again.
pub(crate) async fn set_deadlines(tx: &mut PgConnection, clocks: &[PushClock]) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = clocks.iter().map(|clock| clock.decision).collect();
    let lists: ClockLists = clocks.iter().map(|clock| &clock.duty.deadline).collect();
    sqlx::query!(
        "update approval.decision
         set push_due_at = new.due_at, push_counted = new.counted, push_calendar = new.calendar
         from unnest($1::uuid[], $2::timestamptz[], $3::jsonb[], $4::bigint[]) as new (id, due_at, counted, calendar)
         where decision.id = new.id",
        &ids,
        &lists.due_at as &[Option<SqlTimestamp>],
        &lists.counted as &[Option<Json<Counted>>],
        &lists.calendar as &[Option<i64>],
    )
    .execute(tx)
    .await?;
    Ok(())
}
