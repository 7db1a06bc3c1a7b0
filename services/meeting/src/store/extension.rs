//! `meeting.extension` (延期): of a resolution one at most waits for the office.

use database::{inconsistent, one};
use ids::{ExtensionId, OfficialId, ResolutionId, Uuid};
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp};
use proto::words::meeting::ExtensionState;
use sqlx::PgConnection;

use crate::model::{Asked, Extension, Step};

struct Row {
    id: Uuid,
    resolution_id: Uuid,
    unit: String,
    from_day: SqlDate,
    to_day: SqlDate,
    reason: String,
    requested_by: String,
    requested_at: SqlTimestamp,
    state: String,
    decided_by: Option<String>,
    decided_at: Option<SqlTimestamp>,
    decline_reason: Option<String>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, resolution_id, unit, from_day as "from_day: SqlDate", to_day as "to_day: SqlDate", reason, requested_by,
                      requested_at, state, decided_by, decided_at, decline_reason
               from meeting.extension "# + $rest
            $(, $argument)*
        )
    };
}

/// Adds one that was asked for; false where another one waits.
pub(crate) async fn insert(tx: &mut PgConnection, extension: &Extension) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into meeting.extension
             (id, resolution_id, unit, from_day, to_day, reason, requested_by, requested_at, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'requested')
         on conflict (resolution_id) where state = 'requested' do nothing",
        extension.id.0,
        extension.resolution.0,
        extension.unit.as_str(),
        SqlDate::from(extension.from) as SqlDate,
        SqlDate::from(extension.to) as SqlDate,
        extension.reason,
        extension.requested.by.as_str(),
        SqlTimestamp::from(extension.requested.at) as SqlTimestamp,
    );
    Ok(done.execute(tx).await?.rows_affected() == 1)
}

/// Locks an extension.
pub(crate) async fn lock(tx: &mut PgConnection, id: ExtensionId) -> Result<Option<Extension>, sqlx::Error> {
    select!("where id = $1 for update", id.0).fetch_optional(tx).await?.map(Extension::try_from).transpose()
}

/// Keeps what the office decided.
pub(crate) async fn save_state(tx: &mut PgConnection, extension: &Extension) -> Result<(), sqlx::Error> {
    let decided = extension.state.decided();
    let done = sqlx::query!(
        "update meeting.extension set state = $2, decided_by = $3, decided_at = $4, decline_reason = $5 where id = $1",
        extension.id.0,
        extension.word().name(),
        decided.map(|step| step.by.as_str()),
        decided.map(|step| SqlTimestamp::from(step.at)) as Option<SqlTimestamp>,
        extension.state.decline_reason(),
    );
    one(done.execute(tx).await?)
}

/// Extensions of a resolution, the oldest first.
pub(crate) async fn of_resolution(
    tx: &mut PgConnection,
    resolution: ResolutionId,
) -> Result<Vec<Extension>, sqlx::Error> {
    let rows = select!("where resolution_id = $1 order by requested_at, id", resolution.0);
    rows.fetch_all(tx).await?.into_iter().map(Extension::try_from).collect()
}

impl TryFrom<Row> for Extension {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("meeting.extension.{column}"), row.id);
        let official = |text: String, column| text.parse::<OfficialId>().map_err(|_| bad(column));
        let decided = match row.decided_by.zip(row.decided_at) {
            Some((by, at)) => Some(Step { by: official(by, "decided_by")?, at: at.to_jiff() }),
            None => None,
        };
        let state = match (ExtensionState::named(&row.state), decided, row.decline_reason) {
            (Some(ExtensionState::Requested), None, None) => Asked::Open,
            (Some(ExtensionState::Granted), Some(step), None) => Asked::Granted(step),
            (Some(ExtensionState::Declined), Some(step), Some(reason)) => Asked::Declined(step, reason),
            _ => return Err(bad("state")),
        };
        Ok(Self {
            id: ExtensionId(row.id),
            resolution: ResolutionId(row.resolution_id),
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            from: row.from_day.to_jiff(),
            to: row.to_day.to_jiff(),
            requested: Step {
                by: official(row.requested_by, "requested_by")?,
                at: row.requested_at.to_jiff(),
            },
            state,
            reason: row.reason,
        })
    }
}
