//! `reference.calendar_year`: the text of each year's notice. A later version replaces an earlier one only.

use sqlx::PgConnection;

use super::{change, readable, unreadable};
use crate::CalendarYear;

/// Adds a year, or replaces it if it was of an older version. Returns true if it was written.
pub async fn save_calendar_year(tx: &mut PgConnection, calendar: &CalendarYear) -> Result<bool, sqlx::Error> {
    change::announce(tx).await?;
    let written = sqlx::query!(
        r#"
        insert into reference.calendar_year as kept (year, notice, data, version)
        values ($1, $2, $3, $4)
        on conflict (year) do update
        set notice = excluded.notice, data = excluded.data, version = excluded.version
        where kept.version < excluded.version
        "#,
        calendar.year(),
        calendar.notice(),
        calendar.data(),
        calendar.version()
    )
    .execute(tx)
    .await?;
    Ok(written.rows_affected() > 0)
}

/// One year.
pub async fn calendar_year(tx: &mut PgConnection, year: i32) -> Result<Option<CalendarYear>, sqlx::Error> {
    let row =
        sqlx::query_as!(Row, "select year, data, version from reference.calendar_year where year = $1", year)
            .fetch_optional(tx)
            .await?;
    row.map(Row::calendar).transpose()
}

/// Every year, in order.
pub async fn list_calendar_years(tx: &mut PgConnection) -> Result<Vec<CalendarYear>, sqlx::Error> {
    rows(tx).await?.into_iter().map(Row::calendar).collect()
}

/// Every year that can be read, in order.
pub(crate) async fn readable_years(tx: &mut PgConnection) -> Result<Vec<CalendarYear>, sqlx::Error> {
    let (years, _) = readable("calendar_year", rows(tx).await?, |row| row.year.to_string(), Row::calendar);
    Ok(years)
}

async fn rows(tx: &mut PgConnection) -> Result<Vec<Row>, sqlx::Error> {
    sqlx::query_as!(Row, "select year, data, version from reference.calendar_year order by year")
        .fetch_all(tx)
        .await
}

struct Row {
    year: i32,
    data: String,
    version: i64,
}

impl Row {
    fn calendar(self) -> Result<CalendarYear, sqlx::Error> {
        CalendarYear::parse(self.data, self.version).map_err(unreadable)
    }
}
