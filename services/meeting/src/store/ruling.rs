//! `meeting.ruling` (处理意见).

use ids::{MatterId, MeetingId, RulingId, TopicId, UnitCode};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use super::inconsistent;
use crate::{model::Ruling, rules::ruling::RulingKind};

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

/// The ruling on a topic that the caller sees, and when it was issued.
pub(crate) async fn on(
    tx: &mut PgConnection,
    topic: TopicId,
) -> Result<Option<(Ruling, Timestamp)>, sqlx::Error> {
    let row = sqlx::query!(
        "select id, meeting_id, matter_id, kind, text, unit, issued_at from meeting.ruling where topic_id = $1",
        topic.0,
    );
    let Some(row) = row.fetch_optional(tx).await? else { return Ok(None) };
    let bad = |column| inconsistent("ruling", column, row.id);
    let unit = row.unit.map(|unit| unit.parse().map_err(|_| bad("unit"))).transpose()?;
    let ruling = Ruling {
        id: RulingId(row.id),
        meeting: MeetingId(row.meeting_id),
        topic,
        matter: MatterId(row.matter_id),
        kind: RulingKind::named(&row.kind).ok_or_else(|| bad("kind"))?,
        text: row.text,
        unit,
    };
    Ok(Some((ruling, row.issued_at.to_jiff())))
}
