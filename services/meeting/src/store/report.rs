//! `meeting.resolution_report`: what was said of resolutions.

use ids::{ReportId, ResolutionId};
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use super::inconsistent;
use crate::{
    model::{Report, Step},
    rules::resolution_course::ResolutionCourse,
};

/// Adds what was said.
pub(crate) async fn insert(tx: &mut PgConnection, report: &Report) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into meeting.resolution_report (id, resolution_id, unit, official, text, reported_at, to_state)
         values ($1, $2, $3, $4, $5, $6, $7)",
        report.id.0,
        report.resolution.0,
        report.unit.as_str(),
        report.said.by.as_str(),
        report.text,
        SqlTimestamp::from(report.said.at) as SqlTimestamp,
        report.to.map(ResolutionCourse::name),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What was said of a resolution, the oldest first.
pub(crate) async fn of_resolution(
    tx: &mut PgConnection,
    resolution: ResolutionId,
) -> Result<Vec<Report>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, unit, official, text, reported_at, to_state from meeting.resolution_report
         where resolution_id = $1 order by reported_at, id",
        resolution.0,
    );
    let mut reports = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let bad = |column| inconsistent("resolution_report", column, row.id);
        let named = |name: &str| ResolutionCourse::ALL.into_iter().find(|course| course.name() == name);
        reports.push(Report {
            id: ReportId(row.id),
            resolution,
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            said: Step {
                by: row.official.parse().map_err(|_| bad("official"))?,
                at: row.reported_at.to_jiff(),
            },
            to: row.to_state.as_deref().map(|name| named(name).ok_or_else(|| bad("to_state"))).transpose()?,
            text: row.text,
        });
    }
    Ok(reports)
}
