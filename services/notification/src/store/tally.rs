//! `notification.tally`: the board. Kept by triggers; here it is read, and swept.

use ids::UnitCode;
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

/// Open duties of one kind that one unit owes.
#[derive(Debug)]
pub(crate) struct Count {
    pub(crate) owed_by: String,
    pub(crate) kind: String,
    pub(crate) open: i64,
    pub(crate) yellow: i64,
    pub(crate) red: i64,
    pub(crate) deep_red: i64,
    pub(crate) undated: i64,
}

/// The counts at `now`, of what `seen_by` may see (none: everything).
pub(crate) async fn counts(
    tx: &mut PgConnection,
    seen_by: Option<&UnitCode>,
    owed_by: &[String],
    kinds: &[String],
    now: Timestamp,
) -> Result<Vec<Count>, sqlx::Error> {
    sqlx::query_as!(
        Count,
        r#"select owed_by, kind, sum(open)::bigint as "open!",
                  coalesce(sum(open) filter (where $4 >= yellow_at and $4 < due_order), 0)::bigint as "yellow!",
                  coalesce(sum(open) filter (where $4 >= due_order and $4 < deep_red_at), 0)::bigint as "red!",
                  coalesce(sum(open) filter (where $4 >= deep_red_at), 0)::bigint as "deep_red!",
                  coalesce(sum(open) filter (where due_order = '9999-01-01 00:00:00+00'), 0)::bigint as "undated!"
           from notification.tally
           where ($1::text is null or $1 in (owed_by, owed_to))
             and (cardinality($2::text[]) = 0 or owed_by = any($2))
             and (cardinality($3::text[]) = 0 or kind = any($3))
             and open <> 0
           group by owed_by, kind
           order by owed_by, kind"#,
        seen_by.map(UnitCode::as_str),
        owed_by,
        kinds,
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .fetch_all(tx)
    .await
}

/// Between which places in the list those lie that the board counts under these lamps at `now` (green, yellow, red, deep
/// red); none when it counts none.
pub(crate) async fn span(
    tx: &mut PgConnection,
    seen_by: Option<&UnitCode>,
    lamps: [bool; 4],
    now: Timestamp,
) -> Result<Option<(Timestamp, Timestamp)>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select min(due_order) as "first: SqlTimestamp", max(due_order) as "last: SqlTimestamp"
           from notification.tally
           where ($1::text is null or $1 in (owed_by, owed_to))
             and open <> 0
             and (($2 and $6 < yellow_at)
                  or ($3 and $6 >= yellow_at and $6 < due_order)
                  or ($4 and $6 >= due_order and $6 < deep_red_at)
                  or ($5 and $6 >= deep_red_at))"#,
        seen_by.map(UnitCode::as_str),
        lamps[0],
        lamps[1],
        lamps[2],
        lamps[3],
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .fetch_one(tx)
    .await?;
    Ok(row.first.map(SqlTimestamp::to_jiff).zip(row.last.map(SqlTimestamp::to_jiff)))
}

/// Takes away rows that count nothing any more. Returns how many.
pub(crate) async fn delete_empty(tx: &mut PgConnection) -> Result<u64, sqlx::Error> {
    let deleted = sqlx::query!("delete from notification.tally where open = 0").execute(tx).await?;
    Ok(deleted.rows_affected())
}
