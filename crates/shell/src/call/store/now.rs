//! The database's clock.

use jiff::Timestamp;
use sqlx::PgConnection;

/// The present instant there.
pub(crate) async fn read(connection: &mut PgConnection) -> Result<Timestamp, sqlx::Error> {
    let now = sqlx::query_scalar!(r#"select clock_timestamp() as "now!""#).fetch_one(connection).await?;
    Ok(now.to_jiff())
}
