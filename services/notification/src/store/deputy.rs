//! `notification.deputy` (代理). Days that are over stay, so that it can be shown who stood in for whom.

use std::collections::BTreeMap;

use database::{inconsistent, one};
use ids::{DeputyId, OfficialId, UnitCode, Uuid};
use jiff::civil::Date;
use jiff_sqlx::{Date as SqlDate, Timestamp as SqlTimestamp};
use sqlx::PgConnection;

use crate::model::Deputy;

struct Row {
    id: Uuid,
    unit: String,
    official: String,
    deputy: String,
    named_by: String,
    created_at: SqlTimestamp,
    first_day: SqlDate,
    last_day: SqlDate,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, unit, official, deputy, named_by, created_at, first_day as "first_day: SqlDate",
                      last_day as "last_day: SqlDate" from notification.deputy "# + $rest
            $(, $argument)*
        )
    };
}

/// Adds a deputy.
pub(crate) async fn insert(tx: &mut PgConnection, deputy: &Deputy) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into notification.deputy (id, unit, official, deputy, named_by, created_at, first_day, last_day)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        deputy.id.0,
        deputy.unit.as_str(),
        deputy.official.as_str(),
        deputy.stands_in.as_str(),
        deputy.named_by.as_str(),
        SqlTimestamp::from(deputy.created_at) as SqlTimestamp,
        SqlDate::from(deputy.first_day) as SqlDate,
        SqlDate::from(deputy.last_day) as SqlDate,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// A deputy of the unit, locked.
pub(crate) async fn lock(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: DeputyId,
) -> Result<Option<Deputy>, sqlx::Error> {
    let row = select!("where id = $1 and unit = $2 for update", id.0, unit.as_str());
    row.fetch_optional(tx).await?.map(Deputy::try_from).transpose()
}

/// Keeps the last day of a deputy that is locked.
pub(crate) async fn save_last_day(tx: &mut PgConnection, deputy: &Deputy) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update notification.deputy set last_day = $2 where id = $1",
        deputy.id.0,
        SqlDate::from(deputy.last_day) as SqlDate,
    );
    one(done.execute(tx).await?)
}

/// Deputies of a unit (none: of every one), those named last first.
pub(crate) async fn list(
    tx: &mut PgConnection,
    unit: Option<&UnitCode>,
    limit: i64,
) -> Result<Vec<Deputy>, sqlx::Error> {
    let rows = select!(
        "where $1::text is null or unit = $1 order by created_at desc, id desc limit $2",
        unit.map(UnitCode::as_str),
        limit,
    );
    rows.fetch_all(tx).await?.into_iter().map(Deputy::try_from).collect()
}

/// Waits until nobody else names deputies of the unit, and gives those of one official.
pub(crate) async fn lock_days_of(
    tx: &mut PgConnection,
    unit: &UnitCode,
    official: &OfficialId,
) -> Result<Vec<Deputy>, sqlx::Error> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('notification.deputy ' || $1, 0))",
        unit.as_str()
    )
    .execute(&mut *tx)
    .await?;
    let rows = select!("where unit = $1 and official = $2", unit.as_str(), official.as_str());
    rows.fetch_all(tx).await?.into_iter().map(Deputy::try_from).collect()
}

/// Who stands in for whom on a day.
pub(crate) async fn on(
    tx: &mut PgConnection,
    day: Date,
) -> Result<BTreeMap<OfficialId, OfficialId>, sqlx::Error> {
    let rows = select!("where last_day >= $1 and first_day <= $1", SqlDate::from(day) as SqlDate);
    let mut deputies = BTreeMap::new();
    for row in rows.fetch_all(tx).await? {
        let Deputy { official, stands_in, .. } = row.try_into()?;
        deputies.insert(official, stands_in);
    }
    Ok(deputies)
}

impl TryFrom<Row> for Deputy {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("notification.deputy.{column}"), row.id);
        Ok(Self {
            id: DeputyId(row.id),
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            official: row.official.parse().map_err(|_| bad("official"))?,
            stands_in: row.deputy.parse().map_err(|_| bad("deputy"))?,
            named_by: row.named_by.parse().map_err(|_| bad("named_by"))?,
            created_at: row.created_at.to_jiff(),
            first_day: row.first_day.to_jiff(),
            last_day: row.last_day.to_jiff(),
        })
    }
}
