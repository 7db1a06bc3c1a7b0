//! The push clocks in `approval.decision`, without the decisions: nothing personal is read to count them again.

use deadline::Deadline;
use ids::{DecisionId, Uuid};
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::{PgConnection, types::Json};
use workdays::Counted;

/// The push clock of a decision.
pub(crate) struct PushClock {
    /// Of which decision.
    pub(crate) decision: DecisionId,
    /// Whether the decision still waits to be pushed.
    pub(crate) is_open: bool,
    /// The clock.
    pub(crate) deadline: Deadline,
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
    let mut clocks = Vec::with_capacity(rows.len());
    for row in rows {
        let opened = row.push_started_at.map(SqlTimestamp::to_jiff).zip(row.push_calendar);
        let due = row.push_due_at.zip(row.push_counted).map(|(at, counted)| (at.to_jiff(), counted.0));
        let deadline = Deadline::from_row(opened, due);
        clocks.push(PushClock { decision: DecisionId(row.id), is_open: row.is_open, deadline });
    }
    Ok(clocks)
}

/// Saves clocks that were counted again.
pub(crate) async fn set_deadlines(tx: &mut PgConnection, clocks: &[PushClock]) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = clocks.iter().map(|clock| clock.decision.0).collect();
    let due_at: Vec<_> = clocks.iter().map(|clock| clock.deadline.due_at().map(SqlTimestamp::from)).collect();
    let counted: Vec<_> = clocks.iter().map(|clock| clock.deadline.counted().cloned().map(Json)).collect();
    let calendars: Vec<_> = clocks.iter().map(|clock| clock.deadline.calendar()).collect();
    sqlx::query!(
        "update approval.decision
         set push_due_at = new.due_at, push_counted = new.counted, push_calendar = new.calendar
         from unnest($1::uuid[], $2::timestamptz[], $3::jsonb[], $4::bigint[]) as new (id, due_at, counted, calendar)
         where decision.id = new.id",
        &ids,
        &due_at as &[Option<SqlTimestamp>],
        &counted as &[Option<Json<Counted>>],
        &calendars as &[Option<i64>],
    )
    .execute(tx)
    .await?;
    Ok(())
}
