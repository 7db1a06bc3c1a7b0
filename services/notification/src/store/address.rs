//! `notification.address`: what receivers take, for all subscriptions that lead to one; its pace and its rests are those of the receiver.

use std::time::Duration;

use ids::{SubscriptionId, Uuid};
use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

/// What came of the attempts of one moment at a receiver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct ReceiverHealth {
    /// A subscription that leads to it.
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

/// At most so many codes to a receiver within so long.
pub(crate) struct CodeLimit {
    pub(crate) most: i64,
    pub(crate) within: SignedDuration,
}

/// Records one code that is sent to the receiver of a subscription; false once the limit is reached.
pub(crate) async fn record_code(
    tx: &mut PgConnection,
    subscription: SubscriptionId,
    limit: &CodeLimit,
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let noted = sqlx::query_scalar!(
        r#"update notification.address
           set codes_at = array(select at from unnest(codes_at) as at where at > $2) || $3::timestamptz
           from notification.subscription
           where subscription.id = $1 and key = address
             and (select count(*) from unnest(codes_at) as at where at > $2) < $4
           returning true as "noted!""#,
        subscription.0,
        SqlTimestamp::from(now - limit.within) as SqlTimestamp,
        SqlTimestamp::from(now) as SqlTimestamp,
        limit.most,
    );
    Ok(noted.fetch_optional(tx).await?.is_some())
}

/// Records what receivers took. Nothing goes to a receiver for as long as it asks; one that takes nothing rests as well, twice as long
/// each time and at most `longest`, so that it does not hold up the others.
pub(crate) async fn record_health(
    tx: &mut PgConnection,
    health: &[ReceiverHealth],
    longest: Duration,
) -> Result<(), sqlx::Error> {
    let subscriptions: Vec<Uuid> = health.iter().map(|one| one.subscription.0).collect();
    let arrived: Vec<bool> = health.iter().map(|one| one.arrived).collect();
    let asked: Vec<f64> = health.iter().map(|one| one.asked.unwrap_or_default().as_secs_f64()).collect();
    sqlx::query!(
        "with health as (
             select address, bool_or(arrived) as arrived, max(asked) as asked
             from unnest($1::uuid[], $2::boolean[], $3::float8[]) as one (subscription, arrived, asked)
             join notification.subscription on id = subscription
             group by address
         ), held as (
             select key, health.arrived, health.asked from notification.address join health on address = key
             where failures > 0 or not health.arrived or health.asked > 0
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
