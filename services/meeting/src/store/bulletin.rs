//! `meeting.bulletin` (通报): only added to; its rows rest as they were told.

use database::inconsistent;
use ids::{BulletinId, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use prost::Message;
use proto::meeting::v1::Bulletin as Content;
use sqlx::PgConnection;

use crate::model::{BULLETINS, Bulletin};

struct Row {
    id: Uuid,
    year: i32,
    sequence: i32,
    issued_by: String,
    issued_at: SqlTimestamp,
    content: Vec<u8>,
}

/// Adds a bulletin.
pub(crate) async fn insert(tx: &mut PgConnection, bulletin: &Bulletin) -> Result<(), sqlx::Error> {
    let content = Content { rows: bulletin.rows.clone(), ..Content::default() };
    sqlx::query!(
        "insert into meeting.bulletin (id, year, sequence, issued_by, issued_at, content) values ($1, $2, $3, $4, $5, $6)",
        bulletin.id.0,
        bulletin.number.year,
        bulletin.number.sequence,
        bulletin.issued_by.as_str(),
        SqlTimestamp::from(bulletin.issued_at) as SqlTimestamp,
        content.encode_to_vec(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Finds a bulletin with its rows.
pub(crate) async fn find(tx: &mut PgConnection, id: BulletinId) -> Result<Option<Bulletin>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        "select id, year, sequence, issued_by, issued_at, content from meeting.bulletin where id = $1",
        id.0,
    );
    row.fetch_optional(tx).await?.map(Bulletin::try_from).transpose()
}

/// Bulletins without their rows, the newest first.
pub(crate) async fn list(
    tx: &mut PgConnection,
    after: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<Bulletin>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select id, year, sequence, issued_by, issued_at, ''::bytea as "content!" from meeting.bulletin
           where ($1::timestamptz is null or (issued_at, id) < ($1, $2::uuid)) order by issued_at desc, id desc limit $3"#,
        after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        after.map(|(_, id)| id),
        limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Bulletin::try_from).collect()
}

impl TryFrom<Row> for Bulletin {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("meeting.bulletin.{column}"), row.id);
        Ok(Self {
            id: BulletinId(row.id),
            number: BULLETINS.number(row.year, row.sequence),
            issued_by: row.issued_by.parse().map_err(|_| bad("issued_by"))?,
            issued_at: row.issued_at.to_jiff(),
            rows: Content::decode(row.content.as_slice()).map_err(|_| bad("content"))?.rows,
        })
    }
}
