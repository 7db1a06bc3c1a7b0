//! `meeting.meeting` (会议), with its agenda and every step that was taken.

use database::{inconsistent, one};
use duty::{ClockColumns, Duty};
use ids::{DutyId, MeetingId, OfficialId, SeatId, TopicId, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::meeting::{self as words, MeetingAct, MeetingKind};
use proto::words::names;
use sqlx::{PgConnection, types::Json};
use workdays::Counted;

use crate::{
    model::{Delegation, Meeting, MeetingState, MeetingStep, Step},
    rules::materials_in_time::RULE,
};

struct Row {
    id: Uuid,
    kind: String,
    title: String,
    start_at: SqlTimestamp,
    place: String,
    convened_by: Uuid,
    presided_by: Uuid,
    delegated_to: Option<Uuid>,
    delegated_by: Option<String>,
    delegated_at: Option<SqlTimestamp>,
    units: Vec<String>,
    state: String,
    state_at: SqlTimestamp,
    state_by: String,
    cancel_reason: Option<String>,
    materials_duty: Option<Uuid>,
    materials_started_at: Option<SqlTimestamp>,
    materials_due_at: Option<SqlTimestamp>,
    materials_counted: Option<Json<Counted>>,
    materials_calendar: Option<i64>,
    late_materials_agreed: Option<bool>,
    reschedules: i32,
    topics: Vec<Uuid>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, kind, title, start_at, place, convened_by, presided_by, delegated_to, delegated_by, delegated_at,
                      units, state, state_at, state_by, cancel_reason, materials_duty, materials_started_at, materials_due_at,
                      materials_counted as "materials_counted: Json<Counted>", materials_calendar, late_materials_agreed, reschedules,
                      array(select topic_id from meeting.agenda where meeting_id = meeting.id order by number) as "topics!"
               from meeting.meeting "# + $rest
            $(, $argument)*
        )
    };
}

/// Adds a meeting that was planned, with its agenda.
pub(crate) async fn insert(tx: &mut PgConnection, meeting: &Meeting) -> Result<(), sqlx::Error> {
    let step = meeting.state.step();
    let units: Vec<String> = meeting.units.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "insert into meeting.meeting
             (id, kind, title, start_at, place, convened_by, presided_by, units, state, state_at, state_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        meeting.id.0,
        meeting.kind.name(),
        meeting.title,
        SqlTimestamp::from(meeting.start_at) as SqlTimestamp,
        meeting.place,
        meeting.convened_by.0,
        meeting.presided_by.0,
        &units,
        meeting.state.word().name(),
        SqlTimestamp::from(step.at) as SqlTimestamp,
        step.by.as_str(),
    )
    .execute(&mut *tx)
    .await?;
    let topics: Vec<Uuid> = meeting.topics.iter().map(|topic| topic.0).collect();
    sqlx::query!(
        "insert into meeting.agenda (meeting_id, number, topic_id)
         select $1, number, topic from unnest($2::uuid[]) with ordinality as item (topic, number) order by number",
        meeting.id.0,
        &topics,
    )
    .execute(&mut *tx)
    .await?;
    note_step(tx, meeting, MeetingAct::Planned, step, None).await
}

/// A meeting that the caller sees, locked.
pub(crate) async fn lock(tx: &mut PgConnection, id: MeetingId) -> Result<Option<Meeting>, sqlx::Error> {
    // For no key update: other transactions may still add what belongs to it.
    let row = select!("where id = $1 for no key update", id.0).fetch_optional(tx).await?;
    row.map(Meeting::try_from).transpose()
}

/// A meeting that the caller sees.
pub(crate) async fn find(tx: &mut PgConnection, id: MeetingId) -> Result<Option<Meeting>, sqlx::Error> {
    select!("where id = $1", id.0).fetch_optional(tx).await?.map(Meeting::try_from).transpose()
}

/// Keeps what may change of a meeting that is locked, and the step that changed it; `reason`: why it was moved or cancelled.
pub(crate) async fn save(
    tx: &mut PgConnection,
    meeting: &Meeting,
    act: MeetingAct,
    step: &Step,
    reason: Option<&str>,
) -> Result<(), sqlx::Error> {
    let reached = meeting.state.step();
    let materials = meeting.state.materials();
    let delegation = meeting.delegation.as_ref();
    let clock = materials.map(|due| ClockColumns::from(&due.deadline)).unwrap_or_default();
    let done = sqlx::query!(
        "update meeting.meeting
         set start_at = $2, place = $3, presided_by = $4, delegated_to = $5, delegated_by = $6, delegated_at = $7, state = $8,
             state_at = $9, state_by = $10, cancel_reason = $11, materials_duty = $12, materials_started_at = $13,
             materials_due_at = $14, materials_counted = $15, materials_calendar = $16, late_materials_agreed = $17,
             reschedules = $18
         where id = $1",
        meeting.id.0,
        SqlTimestamp::from(meeting.start_at) as SqlTimestamp,
        meeting.place,
        meeting.presided_by.0,
        delegation.map(|delegation| delegation.seat.0),
        delegation.map(|delegation| delegation.step.by.as_str()),
        delegation.map(|delegation| SqlTimestamp::from(delegation.step.at)) as Option<SqlTimestamp>,
        meeting.state.word().name(),
        SqlTimestamp::from(reached.at) as SqlTimestamp,
        reached.by.as_str(),
        meeting.state.cancel_reason(),
        materials.map(|due| due.id.0),
        clock.started_at as Option<SqlTimestamp>,
        clock.due_at as Option<SqlTimestamp>,
        clock.counted as Option<Json<Counted>>,
        clock.calendar,
        meeting.state.late_agreed(),
        meeting.reschedules,
    );
    one(done.execute(&mut *tx).await?)?;
    note_step(tx, meeting, act, step, reason).await
}

/// Notes which units are invited to a meeting.
pub(crate) async fn set_invited(
    tx: &mut PgConnection,
    id: MeetingId,
    units: &[String],
) -> Result<(), sqlx::Error> {
    one(sqlx::query!("update meeting.meeting set invited = $2 where id = $1", id.0, units)
        .execute(tx)
        .await?)
}

/// Notes a step of a meeting, as the meeting is after it.
async fn note_step(
    tx: &mut PgConnection,
    meeting: &Meeting,
    act: MeetingAct,
    step: &Step,
    reason: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into meeting.meeting_step (meeting_id, number, act, at, official, start_at, text)
         select $1, 1 + count(*), $2, $3, $4, $5, $6 from meeting.meeting_step where meeting_id = $1",
        meeting.id.0,
        act.name(),
        SqlTimestamp::from(step.at) as SqlTimestamp,
        step.by.as_str(),
        SqlTimestamp::from(meeting.start_at) as SqlTimestamp,
        reason,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Every step that was taken, the first first.
pub(crate) async fn steps(tx: &mut PgConnection, id: MeetingId) -> Result<Vec<MeetingStep>, sqlx::Error> {
    let rows = sqlx::query!(
        "select act, at, official, start_at, text from meeting.meeting_step where meeting_id = $1 order by number",
        id.0,
    );
    let mut steps = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let bad = |column| inconsistent(&format!("meeting.meeting_step.{column}"), id.0);
        steps.push(MeetingStep {
            act: MeetingAct::named(&row.act).ok_or_else(|| bad("act"))?,
            step: Step { by: row.official.parse().map_err(|_| bad("official"))?, at: row.at.to_jiff() },
            start_at: row.start_at.to_jiff(),
            reason: row.text,
        });
    }
    Ok(steps)
}

/// Which meetings.
pub(crate) struct Filter<'a> {
    /// Empty: every one.
    pub(crate) states: &'a [words::MeetingState],
    /// Empty: every one.
    pub(crate) kinds: &'a [MeetingKind],
    pub(crate) after: Option<(Timestamp, Uuid)>,
    pub(crate) limit: i64,
}

/// Meetings that the caller sees, the latest first.
pub(crate) async fn list(tx: &mut PgConnection, filter: &Filter<'_>) -> Result<Vec<Meeting>, sqlx::Error> {
    let rows = select!(
        "where ($1::text[] = '{}' or state = any($1))
           and ($2::text[] = '{}' or kind = any($2))
           and ($3::timestamptz is null or (start_at, id) < ($3, $4::uuid))
         order by start_at desc, id desc limit $5",
        &names(filter.states),
        &names(filter.kinds),
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Meeting::try_from).collect()
}

impl TryFrom<Row> for Meeting {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("meeting.meeting.{column}"), row.id);
        let official = |text: &str, column| text.parse::<OfficialId>().map_err(|_| bad(column));
        let delegation = match (row.delegated_to, row.delegated_by.as_deref(), row.delegated_at) {
            (None, None, None) => None,
            (Some(seat), Some(by), Some(at)) => {
                let step = Step { by: official(by, "delegated_by")?, at: at.to_jiff() };
                Some(Delegation { seat: SeatId(seat), step })
            }
            _ => return Err(bad("delegated_to")),
        };
        let clock = ClockColumns {
            started_at: row.materials_started_at,
            due_at: row.materials_due_at,
            counted: row.materials_counted,
            calendar: row.materials_calendar,
        };
        let materials =
            row.materials_duty.map(|id| Duty { id: DutyId(id), rule: &RULE, deadline: clock.into() });
        let step = Step { by: official(&row.state_by, "state_by")?, at: row.state_at.to_jiff() };
        let word = words::MeetingState::named(&row.state).ok_or_else(|| bad("state"))?;
        let state = match (word, materials, row.cancel_reason) {
            (words::MeetingState::Planned, None, None) => MeetingState::Planned { step },
            (words::MeetingState::Invited, Some(materials), None) => {
                MeetingState::Invited { step, materials }
            }
            (words::MeetingState::Held, Some(materials), None) => {
                MeetingState::Held { step, materials, late_agreed: row.late_materials_agreed }
            }
            (words::MeetingState::Cancelled, _, Some(reason)) => MeetingState::Cancelled { step, reason },
            _ => return Err(bad("state")),
        };
        let units = row.units.iter().map(|unit| unit.parse().map_err(|_| bad("units")));
        Ok(Self {
            id: MeetingId(row.id),
            kind: MeetingKind::named(&row.kind).ok_or_else(|| bad("kind"))?,
            start_at: row.start_at.to_jiff(),
            convened_by: SeatId(row.convened_by),
            presided_by: SeatId(row.presided_by),
            delegation,
            units: units.collect::<Result<_, _>>()?,
            topics: row.topics.into_iter().map(TopicId).collect(),
            reschedules: row.reschedules,
            state,
            title: row.title,
            place: row.place,
        })
    }
}
