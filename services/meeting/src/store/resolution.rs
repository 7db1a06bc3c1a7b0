//! `meeting.resolution` (议定事项): from the issue of its minutes on; a bulletin tells of each until it has told that it is done.

use database::{inconsistent, one};
use duty::{ClockColumns, Duty};
use ids::{DutyId, MeetingId, ResolutionId, TopicId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::meeting::{self as words, ResolutionKind};
use proto::words::names;
use sqlx::{PgConnection, types::Json};
use workdays::Counted;

use crate::{
    model::{MINUTES, Resolution, ResolutionState},
    rules::resolution_clock::RULE,
};

struct Row {
    id: Uuid,
    meeting_id: Uuid,
    year: i32,
    sequence: i32,
    number: i32,
    kind: String,
    topic_id: Uuid,
    text: String,
    lead_unit: String,
    co_units: Vec<String>,
    issued_at: SqlTimestamp,
    duty: Uuid,
    duty_started_at: Option<SqlTimestamp>,
    duty_due_at: Option<SqlTimestamp>,
    duty_counted: Option<Json<Counted>>,
    duty_calendar: Option<i64>,
    extensions: i32,
    state: String,
    state_at: SqlTimestamp,
    submitted_at: Option<SqlTimestamp>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, meeting_id, year, sequence, number, kind, topic_id, text, lead_unit, co_units, issued_at,
                      duty, duty_started_at as "duty_started_at?", duty_due_at as "duty_due_at?",
                      duty_counted as "duty_counted?: Json<Counted>", duty_calendar as "duty_calendar?", extensions, state,
                      state_at, submitted_at
               from meeting.resolution "# + $rest
            $(, $argument)*
        )
    };
}

/// Adds a resolution of minutes that are issued.
pub(crate) async fn insert(tx: &mut PgConnection, resolution: &Resolution) -> Result<(), sqlx::Error> {
    let co_units: Vec<String> = resolution.co_units.iter().map(ToString::to_string).collect();
    let clock = ClockColumns::from(&resolution.duty.deadline);
    sqlx::query!(
        "insert into meeting.resolution (id, meeting_id, year, sequence, number, kind, topic_id, text, lead_unit, co_units,
                                         issued_at, duty, duty_started_at, duty_due_at, duty_counted, duty_calendar, state,
                                         state_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'under_way', $11)",
        resolution.id.0,
        resolution.meeting.0,
        resolution.minutes.year,
        resolution.minutes.sequence,
        resolution.number,
        resolution.kind.name(),
        resolution.topic.0,
        resolution.text,
        resolution.lead_unit.as_str(),
        &co_units,
        SqlTimestamp::from(resolution.issued_at) as SqlTimestamp,
        resolution.duty.id.0,
        clock.started_at as Option<SqlTimestamp>,
        clock.due_at as Option<SqlTimestamp>,
        clock.counted as Option<Json<Counted>>,
        clock.calendar,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A resolution that the caller's unit leads, or the office looks after, locked.
pub(crate) async fn lock(tx: &mut PgConnection, id: ResolutionId) -> Result<Option<Resolution>, sqlx::Error> {
    let row = select!("where id = $1 for no key update", id.0).fetch_optional(tx).await?;
    row.map(Resolution::try_from).transpose()
}

/// A resolution that the caller sees.
pub(crate) async fn find(tx: &mut PgConnection, id: ResolutionId) -> Result<Option<Resolution>, sqlx::Error> {
    select!("where id = $1", id.0).fetch_optional(tx).await?.map(Resolution::try_from).transpose()
}

/// Keeps what may change of a resolution that is locked.
pub(crate) async fn save(tx: &mut PgConnection, resolution: &Resolution) -> Result<(), sqlx::Error> {
    let co_units: Vec<String> = resolution.co_units.iter().map(ToString::to_string).collect();
    let clock = ClockColumns::from(&resolution.duty.deadline);
    let done = sqlx::query!(
        "update meeting.resolution
         set duty = $2, duty_started_at = $3, duty_due_at = $4, duty_counted = $5, duty_calendar = $6, extensions = $7,
             state = $8, state_at = $9, submitted_at = $10, lead_unit = $11, co_units = $12
         where id = $1",
        resolution.id.0,
        resolution.duty.id.0,
        clock.started_at as Option<SqlTimestamp>,
        clock.due_at as Option<SqlTimestamp>,
        clock.counted as Option<Json<Counted>>,
        clock.calendar,
        resolution.extensions,
        resolution.state.word().name(),
        SqlTimestamp::from(resolution.state.since()) as SqlTimestamp,
        resolution.state.submitted_at().map(SqlTimestamp::from) as Option<SqlTimestamp>,
        resolution.lead_unit.as_str(),
        &co_units,
    );
    one(done.execute(tx).await?)
}

/// Which resolutions.
pub(crate) struct Filter<'a> {
    /// Carried out by this unit, alone or with others; none: all.
    pub(crate) seen_by: Option<&'a UnitCode>,
    /// Led by this unit; none: whoever leads.
    pub(crate) led_by: Option<&'a UnitCode>,
    /// Empty: every one.
    pub(crate) states: &'a [words::ResolutionState],
    /// Late at this instant, and not accepted; none: late or not.
    pub(crate) overdue_at: Option<Timestamp>,
    pub(crate) after: Option<(Timestamp, Uuid)>,
    pub(crate) limit: i64,
}

/// Resolutions, the newest first.
pub(crate) async fn list(tx: &mut PgConnection, filter: &Filter<'_>) -> Result<Vec<Resolution>, sqlx::Error> {
    let rows = select!(
        "where ($1::text is null or lead_unit = $1 or $1 = any(co_units) or (select meeting.is_chief()))
           and ($2::text is null or lead_unit = $2)
           and ($3::text[] = '{}' or state = any($3))
           and ($4::timestamptz is null or (state <> 'accepted' and duty_due_at <= coalesce(submitted_at, $4)))
           and ($5::timestamptz is null or (issued_at, id) < ($5, $6::uuid))
         order by issued_at desc, id desc limit $7",
        filter.seen_by.map(UnitCode::as_str),
        filter.led_by.map(UnitCode::as_str),
        &names(filter.states),
        filter.overdue_at.map(SqlTimestamp::from) as Option<SqlTimestamp>,
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Resolution::try_from).collect()
}

/// Every resolution that no bulletin has told to be done, locked, in the order of the minutes.
pub(crate) async fn not_yet_in_a_bulletin(tx: &mut PgConnection) -> Result<Vec<Resolution>, sqlx::Error> {
    let rows =
        select!("where state <> 'accepted' or not told order by year, sequence, number for no key update");
    rows.fetch_all(tx).await?.into_iter().map(Resolution::try_from).collect()
}

/// Notes that a bulletin has told of all that is done.
pub(crate) async fn mark_in_bulletin(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("update meeting.resolution set told = true where state = 'accepted' and not told")
        .execute(tx)
        .await?;
    Ok(())
}

impl TryFrom<Row> for Resolution {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("meeting.resolution.{column}"), row.id);
        let unit = |text: &String, column| text.parse::<UnitCode>().map_err(|_| bad(column));
        let at = row.state_at.to_jiff();
        let word = words::ResolutionState::named(&row.state).ok_or_else(|| bad("state"))?;
        let state = match (word, row.submitted_at.map(SqlTimestamp::to_jiff)) {
            (words::ResolutionState::UnderWay, None) => ResolutionState::UnderWay { since: at },
            (words::ResolutionState::Submitted, Some(at)) => ResolutionState::Submitted { at },
            (words::ResolutionState::Accepted, Some(submitted_at)) => {
                ResolutionState::Accepted { at, submitted_at }
            }
            _ => return Err(bad("state")),
        };
        let clock = ClockColumns {
            started_at: row.duty_started_at,
            due_at: row.duty_due_at,
            counted: row.duty_counted,
            calendar: row.duty_calendar,
        };
        Ok(Self {
            id: ResolutionId(row.id),
            meeting: MeetingId(row.meeting_id),
            minutes: MINUTES.number(row.year, row.sequence),
            number: row.number,
            kind: ResolutionKind::named(&row.kind).ok_or_else(|| bad("kind"))?,
            topic: TopicId(row.topic_id),
            lead_unit: unit(&row.lead_unit, "lead_unit")?,
            co_units: row.co_units.iter().map(|code| unit(code, "co_units")).collect::<Result<_, _>>()?,
            issued_at: row.issued_at.to_jiff(),
            duty: Duty { id: DutyId(row.duty), rule: &RULE, deadline: clock.into() },
            extensions: row.extensions,
            state,
            text: row.text,
        })
    }
}
