//! `reference.closure`: one row a day, also where the closure was lifted.

use jiff::civil::Date;
use jiff_sqlx::Date as SqlDate;
use sqlx::PgConnection;

use super::change;
use crate::Closure;

/// Adds a closure, or replaces that of the day if it was of an older version. Returns true if it was written.
pub async fn save_closure(tx: &mut PgConnection, closure: &Closure) -> Result<bool, sqlx::Error> {
    change::announce(tx).await?;
    let written = sqlx::query!(
        r#"
        insert into reference.closure as kept (date, authority, reason, lifted, version)
        values ($1, $2, $3, $4, $5)
        on conflict (date) do update
        set authority = excluded.authority, reason = excluded.reason, lifted = excluded.lifted,
            version = excluded.version
        where kept.version < excluded.version
        "#,
        SqlDate::from(closure.date) as SqlDate,
        closure.authority,
        closure.reason,
        closure.lifted,
        closure.version
    )
    .execute(tx)
    .await?;
    Ok(written.rows_affected() > 0)
}

/// The closure of a day, also a lifted one.
pub async fn closure(tx: &mut PgConnection, date: Date) -> Result<Option<Closure>, sqlx::Error> {
    let row = sqlx::query_as!(
        Row,
        r#"select date as "date: SqlDate", authority, reason, lifted, version from reference.closure where date = $1"#,
        SqlDate::from(date) as SqlDate
    )
    .fetch_optional(tx)
    .await?;
    Ok(row.map(Row::closure))
}

/// Every closure, also the lifted ones, in order.
pub async fn list_closures(tx: &mut PgConnection) -> Result<Vec<Closure>, sqlx::Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"select date as "date: SqlDate", authority, reason, lifted, version from reference.closure order by date"#
    )
    .fetch_all(tx)
    .await?;
    Ok(rows.into_iter().map(Row::closure).collect())
}

struct Row {
    date: SqlDate,
    authority: String,
    reason: String,
    lifted: bool,
    version: i64,
}

impl Row {
    fn closure(self) -> Closure {
        let Self { date, authority, reason, lifted, version } = self;
        Closure { date: date.to_jiff(), authority, reason, lifted, version }
    }
}
