//! `notification.letter`, with its duties and answers.

use database::{inconsistent, one};
use ids::{DutyId, LetterId, MatterId, RulingId, UnitCode, Uuid};
use jiff::{Timestamp, civil::Date};
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp};
use prost::Message;
use proto::words::names;
use proto::{
    r#type::v1::Deadline,
    words::notification::{LetterConclusion, LetterState},
};
use sqlx::PgConnection;

use crate::model::{Closed, LETTERS, Letter, LetterReply};

struct Row {
    id: Uuid,
    year: i32,
    sequence: i32,
    unit: String,
    issued_by: String,
    official: String,
    text: String,
    issued_at: SqlTimestamp,
    quarter: SqlDate,
    deadline: Vec<u8>,
    due_at: SqlTimestamp,
    replied_at: Option<SqlTimestamp>,
    conclusion: Option<String>,
    conclusion_text: Option<String>,
    closed_at: Option<SqlTimestamp>,
    closed_by: Option<String>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, year, sequence, unit, issued_by, official, text, issued_at, quarter as "quarter: SqlDate",
                      deadline, due_at, replied_at, conclusion, conclusion_text, closed_at, closed_by
               from notification.letter "# + $rest
            $(, $argument)*
        )
    };
}

/// Adds a letter with its duties.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    letter: &Letter,
    duties: &[DutyId],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into notification.letter
             (id, year, sequence, unit, issued_by, official, text, issued_at, quarter, deadline, due_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        letter.id.0,
        letter.number.year,
        letter.number.sequence,
        letter.unit.as_str(),
        letter.issued_by.as_str(),
        letter.official.as_str(),
        letter.text,
        SqlTimestamp::from(letter.issued_at) as SqlTimestamp,
        SqlDate::from(letter.quarter) as SqlDate,
        letter.deadline.encode_to_vec(),
        SqlTimestamp::from(letter.due_at) as SqlTimestamp,
    )
    .execute(&mut *tx)
    .await?;
    let duties: Vec<Uuid> = duties.iter().map(|duty| duty.0).collect();
    sqlx::query!(
        "insert into notification.letter_duty (letter_id, duty_id)
         select $1, duty_id from unnest($2::uuid[]) as duty (duty_id) order by duty_id",
        letter.id.0,
        &duties,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Ids of the letters of a quarter that count, in the order of their numbers.
pub(crate) async fn of_quarter(
    tx: &mut PgConnection,
    unit: &UnitCode,
    quarter: Date,
) -> Result<Vec<LetterId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "select id from notification.letter
         where unit = $1 and quarter = $2 and conclusion is distinct from 'withdrawn' order by year, sequence",
        unit.as_str(),
        SqlDate::from(quarter) as SqlDate,
    );
    Ok(ids.fetch_all(tx).await?.into_iter().map(LetterId).collect())
}

/// Notes that a matter is raised for the unit and quarter; whether it was not before.
pub(crate) async fn raise(
    tx: &mut PgConnection,
    matter: MatterId,
    unit: &UnitCode,
    quarter: Date,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into notification.matter (id, unit, quarter, raised_at) values ($1, $2, $3, $4)
         on conflict (unit, quarter) do nothing",
        matter.0,
        unit.as_str(),
        SqlDate::from(quarter) as SqlDate,
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes the ruling on a matter; returns the letters that it rests on and that are still open, locked. None where there is no such
/// matter.
pub(crate) async fn rule(
    tx: &mut PgConnection,
    matter: MatterId,
    ruling: RulingId,
    at: Timestamp,
) -> Result<Option<Vec<Letter>>, sqlx::Error> {
    let done = sqlx::query!(
        "update notification.matter set ruling_id = $2, ruled_at = $3 where id = $1",
        matter.0,
        ruling.0,
        SqlTimestamp::from(at) as SqlTimestamp,
    );
    if done.execute(&mut *tx).await?.rows_affected() == 0 {
        return Ok(None);
    }
    let rows = select!(
        "where closed_at is null and (unit, quarter) = (select unit, quarter from notification.matter where id = $1)
           and issued_at <= (select raised_at from notification.matter where id = $1)
         order by year, sequence for update",
        matter.0,
    );
    let letters: Result<Vec<_>, _> = rows.fetch_all(tx).await?.into_iter().map(Letter::try_from).collect();
    letters.map(Some)
}

/// A letter to `unit` (none: to anybody), locked.
pub(crate) async fn lock(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    id: LetterId,
) -> Result<Option<Letter>, sqlx::Error> {
    let row = select!(
        "where id = $1 and ($2::text is null or unit = $2) for update",
        id.0,
        unit.map(UnitCode::as_str),
    );
    row.fetch_optional(tx).await?.map(Letter::try_from).transpose()
}

/// A letter to `unit` (none: to anybody).
pub(crate) async fn find(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    id: LetterId,
) -> Result<Option<Letter>, sqlx::Error> {
    let row = select!("where id = $1 and ($2::text is null or unit = $2)", id.0, unit.map(UnitCode::as_str));
    row.fetch_optional(tx).await?.map(Letter::try_from).transpose()
}

/// Letters of these ids.
pub(crate) async fn find_all(tx: &mut PgConnection, ids: &[LetterId]) -> Result<Vec<Letter>, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    select!("where id = any($1)", &ids).fetch_all(tx).await?.into_iter().map(Letter::try_from).collect()
}

/// Letters to a unit that were issued since an instant and are still to be answered, oldest first.
pub(crate) async fn open_since(
    tx: &mut PgConnection,
    unit: &UnitCode,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<Letter>, sqlx::Error> {
    let rows = select!(
        "where unit = $1 and issued_at >= $2 and replied_at is null and closed_at is null
         order by issued_at, id limit $3",
        unit.as_str(),
        SqlTimestamp::from(since) as SqlTimestamp,
        limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Letter::try_from).collect()
}

/// Which letters.
pub(crate) struct Filter<'a> {
    /// To this unit; none: to anybody.
    pub(crate) unit: Option<&'a UnitCode>,
    /// Among these units; empty: any.
    pub(crate) units: &'a [String],
    /// Issued from here on, and before there.
    pub(crate) from: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
    /// In these states; empty: in every one.
    pub(crate) states: &'a [LetterState],
    pub(crate) after: Option<(Timestamp, Uuid)>,
    pub(crate) limit: i64,
}

/// Letters, newest first.
pub(crate) async fn list(tx: &mut PgConnection, filter: &Filter<'_>) -> Result<Vec<Letter>, sqlx::Error> {
    let rows = select!(
        "where ($1::text is null or unit = $1)
           and ($2::text[] = '{}' or unit = any($2))
           and (case when closed_at is not null then 'closed' when replied_at is not null then 'replied' else 'issued' end
               = any($3) or $3 = '{}')
           and ($4::timestamptz is null or (issued_at, id) < ($4, $5::uuid))
           and ($7::timestamptz is null or issued_at >= $7) and ($8::timestamptz is null or issued_at < $8)
         order by issued_at desc, id desc limit $6",
        filter.unit.map(UnitCode::as_str),
        filter.units,
        &names(filter.states),
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
        filter.from.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        filter.until.map(SqlTimestamp::from) as Option<SqlTimestamp>,
    );
    rows.fetch_all(tx).await?.into_iter().map(Letter::try_from).collect()
}

/// The duties that a letter is about.
pub(crate) async fn duties(tx: &mut PgConnection, letter: LetterId) -> Result<Vec<DutyId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "select duty_id from notification.letter_duty where letter_id = $1 order by duty_id",
        letter.0,
    );
    Ok(ids.fetch_all(tx).await?.into_iter().map(DutyId).collect())
}

/// Keeps how far a letter is that is locked.
pub(crate) async fn save_state(tx: &mut PgConnection, letter: &Letter) -> Result<(), sqlx::Error> {
    let closed = letter.closed.as_ref();
    let done = sqlx::query!(
        "update notification.letter
         set replied_at = $2, conclusion = $3, conclusion_text = $4, closed_at = $5, closed_by = $6 where id = $1",
        letter.id.0,
        letter.replied_at.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        closed.map(|closed| closed.conclusion.name()),
        closed.map(|closed| closed.text.as_str()),
        closed.map(|closed| SqlTimestamp::from(closed.at)) as Option<SqlTimestamp>,
        closed.map(|closed| closed.by.as_str()),
    );
    one(done.execute(tx).await?)
}

/// Adds an answer.
pub(crate) async fn insert_reply(tx: &mut PgConnection, reply: &LetterReply) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into notification.letter_reply (id, letter_id, unit, official, text, replied_at)
         values ($1, $2, $3, $4, $5, $6)",
        ids::RemarkId::generate().0,
        reply.letter.0,
        reply.unit.as_str(),
        reply.official.as_str(),
        reply.text,
        SqlTimestamp::from(reply.at) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The answers to a letter, oldest first.
pub(crate) async fn replies(
    tx: &mut PgConnection,
    letter: LetterId,
) -> Result<Vec<LetterReply>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, unit, official, text, replied_at
         from notification.letter_reply where letter_id = $1 order by replied_at, id",
        letter.0,
    )
    .fetch_all(tx)
    .await?;
    let mut replies = Vec::with_capacity(rows.len());
    for row in rows {
        let bad = |column| inconsistent(&format!("notification.letter_reply.{column}"), row.id);
        replies.push(LetterReply {
            letter,
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            official: row.official.parse().map_err(|_| bad("official"))?,
            text: row.text,
            at: row.replied_at.to_jiff(),
        });
    }
    Ok(replies)
}

/// Letters of which the ledger does not know all yet, locked.
pub(crate) async fn lock_unnoted(tx: &mut PgConnection, limit: i64) -> Result<Vec<Letter>, sqlx::Error> {
    let rows = select!(
        "where not owed_noted or (not end_noted and (replied_at is not null or closed_at is not null))
         order by id limit $1 for update skip locked",
        limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Letter::try_from).collect()
}

/// Notes what the ledger knows of these letters.
pub(crate) async fn note(tx: &mut PgConnection, letters: &[LetterId]) -> Result<(), sqlx::Error> {
    let letters: Vec<Uuid> = letters.iter().map(|letter| letter.0).collect();
    sqlx::query!(
        "update notification.letter
         set owed_noted = true, end_noted = replied_at is not null or closed_at is not null where id = any($1)",
        &letters,
    )
    .execute(tx)
    .await?;
    Ok(())
}

impl TryFrom<Row> for Letter {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("notification.letter.{column}"), row.id);
        let closed = match (row.closed_at, row.closed_by, row.conclusion, row.conclusion_text) {
            (None, None, None, None) => None,
            (Some(at), Some(by), Some(conclusion), Some(text)) => Some(Closed {
                at: at.to_jiff(),
                by: by.parse().map_err(|_| bad("closed_by"))?,
                conclusion: LetterConclusion::named(&conclusion).ok_or_else(|| bad("conclusion"))?,
                text,
            }),
            _ => return Err(bad("closed_at")),
        };
        Ok(Self {
            id: LetterId(row.id),
            number: LETTERS.number(row.year, row.sequence),
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            issued_by: row.issued_by.parse().map_err(|_| bad("issued_by"))?,
            official: row.official.parse().map_err(|_| bad("official"))?,
            text: row.text,
            issued_at: row.issued_at.to_jiff(),
            quarter: row.quarter.to_jiff(),
            deadline: Deadline::decode(row.deadline.as_slice()).map_err(|_| bad("deadline"))?,
            due_at: row.due_at.to_jiff(),
            replied_at: row.replied_at.map(SqlTimestamp::to_jiff),
            closed,
        })
    }
}
