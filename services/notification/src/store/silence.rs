//! `notification.silence` (静默). One that has ended stays, with who ended it.

use database::{inconsistent, one};
use ids::{SilenceId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use crate::model::Silence;

struct Row {
    id: Uuid,
    unit: String,
    official: String,
    reason: String,
    created_at: SqlTimestamp,
    until_at: SqlTimestamp,
    ended_by: Option<String>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, unit, official, reason, created_at, until_at, ended_by from notification.silence " + $rest
            $(, $argument)*
        )
    };
}

/// Adds a silence.
pub(crate) async fn insert(tx: &mut PgConnection, silence: &Silence) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into notification.silence (id, unit, official, reason, created_at, until_at)
         values ($1, $2, $3, $4, $5, $6)",
        silence.id.0,
        silence.unit.as_str(),
        silence.official.as_str(),
        silence.reason,
        SqlTimestamp::from(silence.created_at) as SqlTimestamp,
        SqlTimestamp::from(silence.until) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A silence of the unit, locked.
pub(crate) async fn lock(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: SilenceId,
) -> Result<Option<Silence>, sqlx::Error> {
    let row = select!("where id = $1 and unit = $2 for update", id.0, unit.as_str());
    row.fetch_optional(tx).await?.map(Silence::try_from).transpose()
}

/// Keeps the end of a silence that is locked.
pub(crate) async fn save_end(tx: &mut PgConnection, silence: &Silence) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update notification.silence set until_at = $2, ended_by = $3 where id = $1",
        silence.id.0,
        SqlTimestamp::from(silence.until) as SqlTimestamp,
        silence.ended_by.as_ref().map(ids::OfficialId::as_str),
    );
    one(done.execute(tx).await?)
}

/// Silences of a unit (none: of every one), newest first.
pub(crate) async fn list(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    limit: i64,
) -> Result<Vec<Silence>, sqlx::Error> {
    let rows = select!(
        "where $1::text is null or unit = $1 order by created_at desc, id desc limit $2",
        unit.map(UnitCode::as_str),
        limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Silence::try_from).collect()
}

/// The units that are silenced at an instant.
pub(crate) async fn in_force(tx: &mut PgConnection, now: Timestamp) -> Result<Vec<UnitCode>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, unit from notification.silence where until_at > $1 and created_at <= $1",
        SqlTimestamp::from(now) as SqlTimestamp,
    );
    let mut units = Vec::new();
    for row in rows.fetch_all(tx).await? {
        units.push(row.unit.parse().map_err(|_| inconsistent("notification.silence.unit", row.id))?);
    }
    Ok(units)
}

impl TryFrom<Row> for Silence {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("notification.silence.{column}"), row.id);
        let ended_by =
            row.ended_by.map(|official| official.parse().map_err(|_| bad("ended_by"))).transpose()?;
        Ok(Self {
            id: SilenceId(row.id),
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            official: row.official.parse().map_err(|_| bad("official"))?,
            reason: row.reason,
            created_at: row.created_at.to_jiff(),
            until: row.until_at.to_jiff(),
            ended_by,
        })
    }
}
