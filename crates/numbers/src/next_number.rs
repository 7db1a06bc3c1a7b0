//! A number is taken inside the transaction that issues its paper, so that one that is not issued takes none.

use ids::UnitCode;
use jiff::civil::Date;
use sqlx::PgConnection;

use crate::{PaperNumber, Series};

/// Takes the next number of the series in the year of a day. Others who ask wait until this transaction ends.
pub async fn next_number(
    tx: &mut PgConnection,
    series: Series<'_>,
    day: Date,
) -> Result<PaperNumber, sqlx::Error> {
    let year = i32::from(day.year());
    let sequence = sqlx::query_scalar!(
        "insert into numbers.number (unit, word, year, last) values ($1, $2, $3, 1)
         on conflict (unit, word, year) do update set last = number.last + 1
         returning last",
        series.unit.map(UnitCode::as_str),
        series.word,
        year,
    )
    .fetch_one(tx)
    .await?;
    Ok(series.number(year, sequence))
}
