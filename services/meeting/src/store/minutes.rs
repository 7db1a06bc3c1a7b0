//! `meeting.minutes` (会议纪要), with what units said of them.

use database::{inconsistent, one};
use ids::{CommentId, MeetingId, OfficialId, Uuid};
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp};
use prost::Message;
use proto::{
    meeting::v1::{Attendance, MinutesContent, MinutesNames},
    words::meeting as words,
};
use sqlx::PgConnection;

use crate::model::{Comment, MINUTES, Minutes, MinutesState, Step};

struct Row {
    meeting_id: Uuid,
    version: i32,
    content: Vec<u8>,
    attendance: Vec<u8>,
    names: Vec<u8>,
    drafted_by: String,
    drafted_at: SqlTimestamp,
    state: String,
    state_at: SqlTimestamp,
    state_by: String,
    comments_until: Option<SqlDate>,
    approved_by: Option<String>,
    year: Option<i32>,
    sequence: Option<i32>,
    superseded: bool,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select meeting_id, version, content, attendance, names, drafted_by, drafted_at, state, state_at, state_by,
                      comments_until as "comments_until: SqlDate", approved_by, year, sequence,
                      exists(select from meeting.minutes newer
                             where newer.meeting_id = minutes.meeting_id and newer.version > minutes.version) as "superseded!"
               from meeting.minutes "# + $rest
            $(, $argument)*
        )
    };
}

/// Adds a version.
pub(crate) async fn insert(tx: &mut PgConnection, minutes: &Minutes) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into meeting.minutes (meeting_id, version, content, attendance, names, drafted_by, drafted_at, state, state_at,
                                      state_by)
         values ($1, $2, $3, $6, $7, $4, $5, 'draft', $5, $4)",
        minutes.meeting.0,
        minutes.version,
        minutes.content.encode_to_vec(),
        minutes.drafted.by.as_str(),
        SqlTimestamp::from(minutes.drafted.at) as SqlTimestamp,
        minutes.attendance.encode_to_vec(),
        minutes.names.encode_to_vec(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The newest version that the caller sees, locked.
pub(crate) async fn lock_newest(
    tx: &mut PgConnection,
    meeting: MeetingId,
) -> Result<Option<Minutes>, sqlx::Error> {
    let row = select!("where meeting_id = $1 order by version desc limit 1 for no key update", meeting.0);
    row.fetch_optional(tx).await?.map(Minutes::try_from).transpose()
}

/// A version that the caller sees; none: the newest.
pub(crate) async fn find(
    tx: &mut PgConnection,
    meeting: MeetingId,
    version: Option<i32>,
) -> Result<Option<Minutes>, sqlx::Error> {
    let row = select!(
        "where meeting_id = $1 and ($2::integer is null or version = $2) order by version desc limit 1",
        meeting.0,
        version,
    );
    row.fetch_optional(tx).await?.map(Minutes::try_from).transpose()
}

/// Keeps the state of a version that is locked.
pub(crate) async fn save_state(tx: &mut PgConnection, minutes: &Minutes) -> Result<(), sqlx::Error> {
    let state = &minutes.state;
    let step = minutes.step();
    let number = state.number();
    let done = sqlx::query!(
        "update meeting.minutes
         set state = $3, state_at = $4, state_by = $5, comments_until = $6, approved_by = $7, year = $8, sequence = $9
         where meeting_id = $1 and version = $2",
        minutes.meeting.0,
        minutes.version,
        state.word().name(),
        SqlTimestamp::from(step.at) as SqlTimestamp,
        step.by.as_str(),
        state.until().map(SqlDate::from) as Option<SqlDate>,
        state.approved_by().map(OfficialId::as_str),
        number.map(|number| number.year),
        number.map(|number| number.sequence),
    );
    one(done.execute(tx).await?)
}

/// Adds a comment.
pub(crate) async fn insert_comment(tx: &mut PgConnection, comment: &Comment) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into meeting.minutes_comment (id, meeting_id, version, unit, official, text, commented_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        comment.id.0,
        comment.meeting.0,
        comment.version,
        comment.unit.as_str(),
        comment.said.by.as_str(),
        comment.text,
        SqlTimestamp::from(comment.said.at) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Comments that the caller sees, the oldest first.
pub(crate) async fn comments(tx: &mut PgConnection, meeting: MeetingId) -> Result<Vec<Comment>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, version, unit, official, text, commented_at from meeting.minutes_comment
         where meeting_id = $1 order by commented_at, id",
        meeting.0,
    );
    let mut comments = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let bad = |column| inconsistent(&format!("meeting.minutes_comment.{column}"), row.id);
        comments.push(Comment {
            id: CommentId(row.id),
            meeting,
            version: row.version,
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            said: Step {
                by: row.official.parse().map_err(|_| bad("official"))?,
                at: row.commented_at.to_jiff(),
            },
            text: row.text,
        });
    }
    Ok(comments)
}

impl TryFrom<Row> for Minutes {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("meeting.minutes.{column}"), row.meeting_id);
        let official = |text: &str, column| text.parse::<OfficialId>().map_err(|_| bad(column));
        let step = Step { by: official(&row.state_by, "state_by")?, at: row.state_at.to_jiff() };
        let until = row.comments_until.map(SqlDate::to_jiff);
        let approved_by = row.approved_by.as_deref().map(|by| official(by, "approved_by")).transpose()?;
        let number = row.year.zip(row.sequence).map(|(year, sequence)| MINUTES.number(year, sequence));
        let word = words::MinutesState::named(&row.state).ok_or_else(|| bad("state"))?;
        let state = match (word, until, approved_by, number) {
            (words::MinutesState::Draft, None, None, None) => MinutesState::Draft,
            (words::MinutesState::Circulated, Some(until), None, None) => {
                MinutesState::Circulated { step, until }
            }
            (words::MinutesState::Approved, Some(until), Some(_), None) => {
                MinutesState::Approved { step, until }
            }
            (words::MinutesState::Issued, Some(until), Some(approved_by), Some(number)) => {
                MinutesState::Issued { step, until, approved_by, number }
            }
            _ => return Err(bad("state")),
        };
        Ok(Self {
            meeting: MeetingId(row.meeting_id),
            version: row.version,
            content: MinutesContent::decode(row.content.as_slice()).map_err(|_| bad("content"))?,
            drafted: Step { by: official(&row.drafted_by, "drafted_by")?, at: row.drafted_at.to_jiff() },
            attendance: Attendance::decode(row.attendance.as_slice()).map_err(|_| bad("attendance"))?,
            names: MinutesNames::decode(row.names.as_slice()).map_err(|_| bad("names"))?,
            state,
            superseded: row.superseded,
        })
    }
}
