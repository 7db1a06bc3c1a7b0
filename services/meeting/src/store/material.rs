//! `meeting.material` (会议材料): the content rests sealed, and is read apart from the rest.

use std::collections::BTreeSet;

use database::inconsistent;
use ids::{MaterialId, MeetingId, TopicId, Uuid};
use jiff_sqlx::Timestamp as SqlTimestamp;
use seal::{Cleared, Keyring};
use sqlx::PgConnection;

use crate::model::{Material, Meeting, Step};

struct Row {
    id: Uuid,
    meeting_id: Uuid,
    topic_id: Option<Uuid>,
    name: String,
    media_type: String,
    size: i32,
    sha256: Vec<u8>,
    sent_at: SqlTimestamp,
    sent_by: String,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, meeting_id, topic_id, name, media_type, size, sha256, sent_at, sent_by
               from meeting.material "# + $rest
            $(, $argument)*
        )
    };
}

/// Adds a material with its content, sealed.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    material: &Material,
    content: &[u8],
    keys: &Keyring,
) -> Result<(), sqlx::Error> {
    let sealed =
        keys.seal(material.id.0.as_bytes(), content).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query!(
        "insert into meeting.material (id, meeting_id, topic_id, name, media_type, content, sha256, sent_at, sent_by, size)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        material.id.0,
        material.meeting.0,
        material.topic.map(|topic| topic.0),
        material.name,
        material.media_type,
        sealed,
        &material.sha256,
        SqlTimestamp::from(material.sent.at) as SqlTimestamp,
        material.sent.by.as_str(),
        i32::try_from(material.size).unwrap_or(i32::MAX),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// What was sent for a meeting, in the order of sending.
pub(crate) async fn of_meeting(
    tx: &mut PgConnection,
    meeting: MeetingId,
) -> Result<Vec<Material>, sqlx::Error> {
    let rows = select!("where meeting_id = $1 order by sent_at, id", meeting.0);
    rows.fetch_all(tx).await?.into_iter().map(Material::try_from).collect()
}

/// A material that the caller sees.
pub(crate) async fn find(tx: &mut PgConnection, id: MaterialId) -> Result<Option<Material>, sqlx::Error> {
    select!("where id = $1", id.0).fetch_optional(tx).await?.map(Material::try_from).transpose()
}

/// Those of these meetings that were sent something late.
pub(crate) async fn with_late(
    tx: &mut PgConnection,
    meetings: &[Meeting],
) -> Result<BTreeSet<MeetingId>, sqlx::Error> {
    let ids: Vec<Uuid> = meetings.iter().map(|meeting| meeting.id.0).collect();
    let late = sqlx::query_scalar!(
        "select distinct material.meeting_id from meeting.material
         join meeting.meeting on meeting.id = material.meeting_id
         where material.meeting_id = any($1) and material.sent_at >= meeting.materials_due_at",
        &ids,
    );
    Ok(late.fetch_all(tx).await?.into_iter().map(MeetingId).collect())
}

/// The content of a material that the caller sees, in clear.
pub(crate) async fn content(
    tx: &mut PgConnection,
    keys: &Keyring,
    id: MaterialId,
) -> Result<Option<Cleared>, sqlx::Error> {
    let sealed = sqlx::query_scalar!("select content from meeting.material where id = $1", id.0);
    let sealed = sealed.fetch_optional(tx).await?;
    let open = |sealed: Vec<u8>| keys.open(id.0.as_bytes(), &sealed);
    sealed.map(open).transpose().map_err(|error| sqlx::Error::Decode(error.into()))
}

impl TryFrom<Row> for Material {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("meeting.material.{column}"), row.id);
        Ok(Self {
            id: MaterialId(row.id),
            meeting: MeetingId(row.meeting_id),
            topic: row.topic_id.map(TopicId),
            size: i64::from(row.size),
            sha256: row.sha256.try_into().map_err(|_| bad("sha256"))?,
            sent: Step { by: row.sent_by.parse().map_err(|_| bad("sent_by"))?, at: row.sent_at.to_jiff() },
            name: row.name,
            media_type: row.media_type,
        })
    }
}
