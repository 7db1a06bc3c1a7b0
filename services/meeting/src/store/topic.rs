//! `meeting.topic` (议题), with every step that was taken.

use database::{inconsistent, one};
use ids::{MatterId, MeetingId, OfficialId, TopicId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::meeting::{self as words, MatterKind, TopicKind};
use proto::words::names;
use sqlx::PgConnection;

use crate::model::{Matter, Origin, Step, Summary, Topic, TopicState, TopicStep};

struct Row {
    id: Uuid,
    proposed_by: Option<String>,
    official: Option<String>,
    matter_id: Option<Uuid>,
    matter_kind: Option<String>,
    raised_by: Option<String>,
    source_ids: Vec<String>,
    kind: String,
    title: String,
    text: String,
    units: Vec<String>,
    collected_at: SqlTimestamp,
    summary: Option<String>,
    state: String,
    state_at: SqlTimestamp,
    state_by: Option<String>,
    return_reason: Option<String>,
    meeting_id: Option<Uuid>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, proposed_by, official, matter_id, matter_kind, raised_by, source_ids, kind, title, text, units,
                    collected_at, summary, state, state_at, state_by, return_reason, meeting_id
             from meeting.topic " + $rest
            $(, $argument)*
        )
    };
}

/// Adds a topic that was collected; a matter that is a topic already is left as it is.
pub(crate) async fn insert(tx: &mut PgConnection, topic: &Topic) -> Result<(), sqlx::Error> {
    let (unit, official, matter) = match &topic.origin {
        Origin::Unit { unit, official } => (Some(unit.as_str()), Some(official.as_str()), None),
        Origin::Matter(matter) => (None, None, Some(matter)),
    };
    let units: Vec<String> = topic.units.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "insert into meeting.topic (id, proposed_by, official, matter_id, matter_kind, raised_by, source_ids, kind, title,
                                    text, units, collected_at, state, state_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'collected', $12)
         on conflict (matter_id) do nothing",
        topic.id.0,
        unit,
        official,
        matter.map(|matter| matter.id.0),
        matter.map(|matter| matter.kind.name()),
        matter.map(|matter| matter.raised_by.as_str()),
        matter.map_or(&[][..], |matter| &matter.sources),
        topic.kind.name(),
        topic.title,
        topic.text,
        &units,
        SqlTimestamp::from(topic.collected_at) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A topic, locked.
pub(crate) async fn lock(tx: &mut PgConnection, id: TopicId) -> Result<Option<Topic>, sqlx::Error> {
    let row = select!("where id = $1 for update", id.0).fetch_optional(tx).await?;
    row.map(Topic::try_from).transpose()
}

/// These topics.
pub(crate) async fn find_all(tx: &mut PgConnection, ids: &[TopicId]) -> Result<Vec<Topic>, sqlx::Error> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("where id = any($1)", &ids).fetch_all(tx).await?;
    rows.into_iter().map(Topic::try_from).collect()
}

/// A topic that this unit (none: anybody) sees.
pub(crate) async fn find(
    tx: &mut PgConnection,
    seen_by: Option<&UnitCode>,
    id: TopicId,
) -> Result<Option<Topic>, sqlx::Error> {
    let row = select!(
        "where id = $1 and ($2::text is null or proposed_by = $2 or $2 = any(units) or (select meeting.is_chief())
                             or meeting_id in (select id from meeting.meeting))",
        id.0,
        seen_by.map(UnitCode::as_str),
    );
    row.fetch_optional(tx).await?.map(Topic::try_from).transpose()
}

/// Keeps the state of a topic that is locked, and the step that led there.
pub(crate) async fn save_state(tx: &mut PgConnection, topic: &Topic) -> Result<(), sqlx::Error> {
    let state = &topic.state;
    let summary = state.summary();
    let done = sqlx::query!(
        "with kept as (
             update meeting.topic
             set summary = $2, state = $3, state_at = coalesce($4, state_at), state_by = $5, return_reason = $6,
                 meeting_id = $7
             where id = $1
             returning id, state_at
         )
         insert into meeting.topic_step (topic_id, number, state, at, official, text)
         select id, 1 + (select count(*) from meeting.topic_step where topic_id = $1), $3, state_at, $5,
                coalesce($6, case when $3 = 'summarised' then $2 end)
         from kept",
        topic.id.0,
        summary.map(|summary| summary.text.as_str()),
        state.word().name(),
        summary.map(|summary| SqlTimestamp::from(summary.step.at)) as Option<SqlTimestamp>,
        summary.map(|summary| summary.step.by.as_str()),
        state.return_reason(),
        state.meeting().map(|meeting| meeting.0),
    );
    one(done.execute(tx).await?)
}

/// Every step that was taken, the first first.
pub(crate) async fn steps(tx: &mut PgConnection, id: TopicId) -> Result<Vec<TopicStep>, sqlx::Error> {
    let rows = sqlx::query!(
        "select state, at, official, text from meeting.topic_step where topic_id = $1 order by number",
        id.0,
    );
    let mut steps = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let bad = |column| inconsistent(&format!("meeting.topic_step.{column}"), id.0);
        let by = row.official.map(|official| official.parse().map_err(|_| bad("official")));
        steps.push(TopicStep {
            state: words::TopicState::named(&row.state).ok_or_else(|| bad("state"))?,
            by: by.transpose()?,
            at: row.at.to_jiff(),
            text: row.text,
        });
    }
    Ok(steps)
}

/// Which topics.
pub(crate) struct Filter<'a> {
    /// That this unit sees; none: all.
    pub(crate) seen_by: Option<&'a UnitCode>,
    /// Empty: every one.
    pub(crate) states: &'a [words::TopicState],
    pub(crate) after: Option<(Timestamp, Uuid)>,
    pub(crate) limit: i64,
}

/// Topics, the newest first.
pub(crate) async fn list(tx: &mut PgConnection, filter: &Filter<'_>) -> Result<Vec<Topic>, sqlx::Error> {
    let rows = select!(
        "where ($1::text is null or proposed_by = $1 or $1 = any(units) or (select meeting.is_chief())
                or meeting_id in (select id from meeting.meeting))
           and ($2::text[] = '{}' or state = any($2))
           and ($3::timestamptz is null or (collected_at, id) < ($3, $4::uuid))
         order by collected_at desc, id desc limit $5",
        filter.seen_by.map(UnitCode::as_str),
        &names(filter.states),
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Topic::try_from).collect()
}

impl TryFrom<Row> for Topic {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("meeting.topic.{column}"), row.id);
        let official = |text: String, column| text.parse::<OfficialId>().map_err(|_| bad(column));
        let unit = |text: &String, column| text.parse::<UnitCode>().map_err(|_| bad(column));
        let origin = match (row.proposed_by, row.official, row.matter_id, row.matter_kind, row.raised_by) {
            (Some(by), Some(who), None, None, None) => {
                Origin::Unit { unit: unit(&by, "proposed_by")?, official: official(who, "official")? }
            }
            (None, None, Some(id), Some(kind), Some(raised_by)) => Origin::Matter(Matter {
                id: MatterId(id),
                kind: MatterKind::named(&kind).ok_or_else(|| bad("matter_kind"))?,
                raised_by,
                sources: row.source_ids,
            }),
            _ => return Err(bad("matter_id")),
        };
        let summary = match row.summary.zip(row.state_by) {
            Some((text, by)) => Some(Summary {
                text,
                step: Step { by: official(by, "state_by")?, at: row.state_at.to_jiff() },
            }),
            None => None,
        };
        let word = words::TopicState::named(&row.state).ok_or_else(|| bad("state"))?;
        let state = match (word, summary, row.return_reason, row.meeting_id.map(MeetingId)) {
            (words::TopicState::Collected, None, None, None) => TopicState::Collected,
            (words::TopicState::Summarised, Some(summary), None, None) => TopicState::Summarised(summary),
            (words::TopicState::Submitted, Some(summary), None, None) => TopicState::Submitted(summary),
            (words::TopicState::Approved, Some(summary), None, None) => TopicState::Approved(summary),
            (words::TopicState::Returned, Some(summary), Some(reason), None) => {
                TopicState::Returned(summary, reason)
            }
            (words::TopicState::Scheduled, Some(summary), None, Some(meeting)) => {
                TopicState::Scheduled(summary, meeting)
            }
            (words::TopicState::Concluded, Some(summary), None, Some(meeting)) => {
                TopicState::Concluded(summary, meeting)
            }
            _ => return Err(bad("state")),
        };
        Ok(Self {
            id: TopicId(row.id),
            origin,
            kind: TopicKind::named(&row.kind).ok_or_else(|| bad("kind"))?,
            title: row.title,
            text: row.text,
            units: row.units.iter().map(|code| unit(code, "units")).collect::<Result<_, _>>()?,
            collected_at: row.collected_at.to_jiff(),
            state,
        })
    }
}
