//! `notification.address`: how receivers fare, whoever subscribed for them.

use std::time::Duration;

use ids::{SubscriptionId, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

/// What came of the attempts of one moment at a receiver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Fared {
    /// One of those that subscribed for it.
    pub(crate) subscription: SubscriptionId,
    /// Whether it took something.
    pub(crate) arrived: bool,
    /// For how long it asked to be left alone.
    pub(crate) asked: Option<Duration>,
}

/// Makes an address known.
pub(crate) async fn insert(tx: &mut PgConnection, key: &[u8]) -> Result<(), sqlx::Error> {
    sqlx::query!("insert into notification.address (key) values ($1) on conflict do nothing", key)
        .execute(tx)
        .await?;
    Ok(())
}

/// Notes that the receiver of a subscription is sent a code `now`, unless it was sent so many since then; gives whether it is.
pub(crate) async fn note_code(
    tx: &mut PgConnection,
    subscription: SubscriptionId,
    (since, now): (Timestamp, Timestamp),
    most: i64,
) -> Result<bool, sqlx::Error> {
    let noted = sqlx::query_scalar!(
        r#"update notification.address
           set codes_at = array(select at from unnest(codes_at) as at where at > $2) || $3::timestamptz
           from notification.subscription
           where subscription.id = $1 and key = address
             and (select count(*) from unnest(codes_at) as at where at > $2) < $4
           returning true as "noted!""#,
        subscription.0,
        SqlTimestamp::from(since) as SqlTimestamp,
        SqlTimestamp::from(now) as SqlTimestamp,
        most,
    );
    Ok(noted.fetch_optional(tx).await?.is_some())
}

/// Notes how receivers fare. Nothing goes there for as long as one asks; one that takes nothing rests as well, twice as long each time
/// and at most `longest`, so that it does not hold up the others.
pub(crate) async fn note_all(
    tx: &mut PgConnection,
    fared: &[Fared],
    longest: Duration,
) -> Result<(), sqlx::Error> {
    let subscriptions: Vec<Uuid> = fared.iter().map(|one| one.subscription.0).collect();
    let arrived: Vec<bool> = fared.iter().map(|one| one.arrived).collect();
    let asked: Vec<f64> = fared.iter().map(|one| one.asked.unwrap_or_default().as_secs_f64()).collect();
    sqlx::query!(
        "with fared as (
             select address, bool_or(arrived) as arrived, max(asked) as asked
             from unnest($1::uuid[], $2::boolean[], $3::float8[]) as one (subscription, arrived, asked)
             join notification.subscription on id = subscription
             group by address
         ), held as (
             select key, fared.arrived, fared.asked from notification.address join fared on address = key
             where failures > 0 or not fared.arrived or fared.asked > 0
             order by key for no key update of address
         )
         update notification.address
         set failures = case when held.arrived then 0 else failures + 1 end,
             paused_until = greatest(paused_until, clock_timestamp() + make_interval(secs => greatest(
                 held.asked, case when held.arrived then 0 else least(power(2, least(failures, 16)), $4) end)))
         from held where address.key = held.key",
        &subscriptions,
        &arrived,
        &asked,
        longest.as_secs_f64(),
    )
    .execute(tx)
    .await?;
    Ok(())
}
