//! `notification.redating` (期限变动): one row for each version of the calendar that moved a duty's date, however often it is told.

use ids::{DutyId, Uuid};
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use crate::model::Redating;

/// Adds what is not known yet.
pub(crate) async fn insert_all(tx: &mut PgConnection, redatings: &[Redating]) -> Result<(), sqlx::Error> {
    let duties: Vec<Uuid> = redatings.iter().map(|redating| redating.duty.0).collect();
    let versions: Vec<i64> = redatings.iter().map(|redating| redating.calendar_version).collect();
    let previous: Vec<Option<SqlTimestamp>> =
        redatings.iter().map(|redating| redating.previous_due_at.map(SqlTimestamp::from)).collect();
    let due: Vec<Option<SqlTimestamp>> =
        redatings.iter().map(|redating| redating.due_at.map(SqlTimestamp::from)).collect();
    let causes: Vec<String> = redatings.iter().map(|redating| redating.cause.clone()).collect();
    sqlx::query!(
        "insert into notification.redating (duty_id, calendar_version, previous_due_at, due_at, cause)
         select duty, version, previous, due, cause
         from unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::timestamptz[], $5::text[])
              as redating (duty, version, previous, due, cause)
         order by duty, version
         on conflict do nothing",
        &duties,
        &versions,
        &previous as &[Option<SqlTimestamp>],
        &due as &[Option<SqlTimestamp>],
        &causes,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// How the date of a duty moved, in the order of the calendar's versions.
pub(crate) async fn of_duty(tx: &mut PgConnection, duty: DutyId) -> Result<Vec<Redating>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select calendar_version, previous_due_at as "previous_due_at: SqlTimestamp", due_at as "due_at: SqlTimestamp", cause
           from notification.redating where duty_id = $1 order by calendar_version"#,
        duty.0,
    );
    let rows = rows.fetch_all(tx).await?;
    Ok(rows
        .into_iter()
        .map(|row| Redating {
            duty,
            calendar_version: row.calendar_version,
            previous_due_at: row.previous_due_at.map(SqlTimestamp::to_jiff),
            due_at: row.due_at.map(SqlTimestamp::to_jiff),
            cause: row.cause,
        })
        .collect())
}
