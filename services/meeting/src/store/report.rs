//! `meeting.resolution_report`: what was said of resolutions.

use database::inconsistent;
use ids::{ReportId, ResolutionId};
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::meeting::ResolutionState;
use sqlx::PgConnection;

use crate::model::{Report, Step};

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
        report.to.map(ResolutionState::name),
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
        let bad = |column| inconsistent(&format!("meeting.resolution_report.{column}"), row.id);
        reports.push(Report {
            id: ReportId(row.id),
            resolution,
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            said: Step {
                by: row.official.parse().map_err(|_| bad("official"))?,
                at: row.reported_at.to_jiff(),
            },
            to: row
                .to_state
                .map(|name| ResolutionState::named(&name).ok_or_else(|| bad("to_state")))
                .transpose()?,
            text: row.text,
        });
    }
    Ok(reports)
}
