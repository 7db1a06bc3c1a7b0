//! `meeting.ruling` (处理意见): added with the issue of its minutes, and never changed.

use database::inconsistent;
use ids::{MatterId, MeetingId, RulingId, TopicId, UnitCode};
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::meeting::RulingKind;
use sqlx::PgConnection;

use crate::model::Ruling;

/// Adds a ruling of minutes that are issued.
pub(crate) async fn insert(tx: &mut PgConnection, ruling: &Ruling) -> Result<(), sqlx::Error> {
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
        SqlTimestamp::from(ruling.issued_at) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The ruling on a topic that the caller sees.
pub(crate) async fn of_topic(tx: &mut PgConnection, topic: TopicId) -> Result<Option<Ruling>, sqlx::Error> {
    let row = sqlx::query!(
        "select id, meeting_id, matter_id, kind, text, unit, issued_at from meeting.ruling where topic_id = $1",
        topic.0,
    );
    let Some(row) = row.fetch_optional(tx).await? else { return Ok(None) };
    let bad = |column| inconsistent(&format!("meeting.ruling.{column}"), row.id);
    let unit = row.unit.map(|unit| unit.parse().map_err(|_| bad("unit"))).transpose()?;
    let ruling = Ruling {
        id: RulingId(row.id),
        meeting: MeetingId(row.meeting_id),
        topic,
        matter: MatterId(row.matter_id),
        kind: RulingKind::named(&row.kind).ok_or_else(|| bad("kind"))?,
        text: row.text,
        unit,
        issued_at: row.issued_at.to_jiff(),
    };
    Ok(Some(ruling))
}
