//! `meeting.ruling` (处理意见).

use ids::UnitCode;
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use crate::model::Ruling;

/// Adds a ruling of minutes that are issued.
pub(crate) async fn insert(tx: &mut PgConnection, ruling: &Ruling, at: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into meeting.ruling (id, meeting_id, topic_id, matter_id, kind, text, unit, issued_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        ruling.id.0,
        ruling.meeting.0,
        ruling.topic.0,
        ruling.matter.0,
        ruling.kind.name(),
        ruling.text,
        ruling.unit.as_ref().map(UnitCode::as_str),
        SqlTimestamp::from(at) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}
