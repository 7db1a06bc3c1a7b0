//! `meeting.seat_change`: changes of the roster (成员调整).

use database::{inconsistent, one};
use ids::{OfficialId, SeatChangeId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp};
use proto::words::meeting::{SeatChangeState, SeatRole};
use proto::words::names;
use sqlx::PgConnection;

use crate::model::{Asked, SeatChange, Step, Successor};

struct Row {
    id: Uuid,
    unit: String,
    role: String,
    post: Option<String>,
    official: Option<String>,
    first_day: SqlDate,
    reason: String,
    proposed_by: String,
    proposed_at: SqlTimestamp,
    state: String,
    decided_by: Option<String>,
    decided_at: Option<SqlTimestamp>,
    decline_reason: Option<String>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, unit, role, post, official, first_day as "first_day: SqlDate", reason, proposed_by, proposed_at,
                      state, decided_by, decided_at, decline_reason
               from meeting.seat_change "# + $rest
            $(, $argument)*
        )
    };
}

/// Adds a change that was proposed.
pub(crate) async fn insert(tx: &mut PgConnection, change: &SeatChange) -> Result<(), sqlx::Error> {
    let successor = change.successor.as_ref();
    sqlx::query!(
        "insert into meeting.seat_change
             (id, unit, role, post, official, first_day, reason, proposed_by, proposed_at, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'proposed')",
        change.id.0,
        change.unit.as_str(),
        change.role.name(),
        successor.map(|successor| successor.post.as_str()),
        successor.and_then(|successor| successor.official.as_ref()).map(OfficialId::as_str),
        SqlDate::from(change.first_day) as SqlDate,
        change.reason,
        change.proposed.by.as_str(),
        SqlTimestamp::from(change.proposed.at) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A change, locked.
pub(crate) async fn lock(tx: &mut PgConnection, id: SeatChangeId) -> Result<Option<SeatChange>, sqlx::Error> {
    let row = select!("where id = $1 for update", id.0).fetch_optional(tx).await?;
    row.map(SeatChange::try_from).transpose()
}

/// Keeps what was decided on a change that is locked.
pub(crate) async fn save_state(tx: &mut PgConnection, change: &SeatChange) -> Result<(), sqlx::Error> {
    let decided = change.state.decided();
    let done = sqlx::query!(
        "update meeting.seat_change set state = $2, decided_by = $3, decided_at = $4, decline_reason = $5 where id = $1",
        change.id.0,
        change.word().name(),
        decided.map(|step| step.by.as_str()),
        decided.map(|step| SqlTimestamp::from(step.at)) as Option<SqlTimestamp>,
        change.state.decline_reason(),
    );
    one(done.execute(tx).await?)
}

/// Which changes.
pub(crate) struct Filter<'a> {
    /// Of this unit; none: of every one.
    pub(crate) unit: Option<&'a UnitCode>,
    /// Empty: every one.
    pub(crate) states: &'a [SeatChangeState],
    pub(crate) after: Option<(Timestamp, Uuid)>,
    pub(crate) limit: i64,
}

/// Changes, the newest first.
pub(crate) async fn list(tx: &mut PgConnection, filter: &Filter<'_>) -> Result<Vec<SeatChange>, sqlx::Error> {
    let rows = select!(
        "where ($1::text is null or unit = $1) and ($2::text[] = '{}' or state = any($2))
           and ($3::timestamptz is null or (proposed_at, id) < ($3, $4::uuid))
         order by proposed_at desc, id desc limit $5",
        filter.unit.map(UnitCode::as_str),
        &names(filter.states),
        filter.after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        filter.after.map(|(_, id)| id),
        filter.limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(SeatChange::try_from).collect()
}

impl TryFrom<Row> for SeatChange {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("meeting.seat_change.{column}"), row.id);
        let official = |text: String, column| text.parse::<OfficialId>().map_err(|_| bad(column));
        let decided = match row.decided_by.zip(row.decided_at) {
            Some((by, at)) => Some(Step { by: official(by, "decided_by")?, at: at.to_jiff() }),
            None => None,
        };
        let state = match (SeatChangeState::named(&row.state), decided, row.decline_reason) {
            (Some(SeatChangeState::Proposed), None, None) => Asked::Open,
            (Some(SeatChangeState::Recorded), Some(step), None) => Asked::Granted(step),
            (Some(SeatChangeState::Declined), Some(step), Some(reason)) => Asked::Declined(step, reason),
            _ => return Err(bad("state")),
        };
        let holder = row.official.map(|holder| official(holder, "official")).transpose()?;
        Ok(Self {
            id: SeatChangeId(row.id),
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            role: SeatRole::named(&row.role).ok_or_else(|| bad("role"))?,
            successor: row.post.map(|post| Successor { post, official: holder }),
            first_day: row.first_day.to_jiff(),
            reason: row.reason,
            proposed: Step { by: official(row.proposed_by, "proposed_by")?, at: row.proposed_at.to_jiff() },
            state,
        })
    }
}
