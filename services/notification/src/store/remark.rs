//! `notification.remark` (逾期说明、督办认定): only added to. The parties of the duty stand in the row, for the policies.

use database::inconsistent;
use ids::{DutyId, RemarkId};
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::notification::Finding;
use sqlx::PgConnection;

use crate::model::{Duty, Remark};

/// Keeps what was said of a duty's lateness.
pub(crate) async fn insert(tx: &mut PgConnection, duty: &Duty, remark: &Remark) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into notification.remark
             (id, duty_id, unit, owed_by, owed_to, official, created_at, text, finding)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        remark.id.0,
        remark.duty.0,
        remark.unit.as_str(),
        duty.owed_by.as_str(),
        duty.owed_to.as_ref().map_or("", |unit| unit.as_str()),
        remark.official.as_str(),
        SqlTimestamp::from(remark.at) as SqlTimestamp,
        remark.text,
        remark.finding.map(Finding::name),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What was said of a duty, in order.
pub(crate) async fn list(tx: &mut PgConnection, duty: DutyId) -> Result<Vec<Remark>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, unit, official, created_at, text, finding
         from notification.remark where duty_id = $1 order by created_at, id",
        duty.0
    )
    .fetch_all(tx)
    .await?;
    let mut remarks = Vec::with_capacity(rows.len());
    for row in rows {
        let bad = |column| inconsistent(&format!("notification.remark.{column}"), row.id);
        let finding = match row.finding.as_deref() {
            None => None,
            Some(name) => Some(Finding::named(name).ok_or_else(|| bad("finding"))?),
        };
        remarks.push(Remark {
            id: RemarkId(row.id),
            duty,
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            official: row.official.parse().map_err(|_| bad("official"))?,
            at: row.created_at.to_jiff(),
            text: row.text,
            finding,
        });
    }
    Ok(remarks)
}
