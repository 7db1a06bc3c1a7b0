//! `notification.attempt`: messages are claimed, tried and settled.
//!
//! Attempts are paced and leased by the database's clock; when something was told is told by the county's.

use std::time::Duration;

use ids::{DispatchId, LetterId, NoticeId, SubscriptionId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use super::inconsistent;

/// A message that this process may try until its lease ends.
pub(crate) struct Claimed {
    pub(crate) id: DispatchId,
    pub(crate) subscription: SubscriptionId,
    pub(crate) unit: UnitCode,
    pub(crate) kind: String,
    pub(crate) notice: Option<NoticeId>,
    pub(crate) letter: Option<LetterId>,
    pub(crate) created_at: Timestamp,
    /// Sealed, bound to the subscription.
    pub(crate) target: Vec<u8>,
    /// The target with the key before, while messages are signed with both.
    pub(crate) older_target: Option<Vec<u8>>,
    /// The code, in a message of this kind.
    pub(crate) code: Option<String>,
    /// Number of the attempt that begins.
    pub(crate) attempt: i32,
    /// Attempts that failed before.
    pub(crate) failed: i32,
}

/// Which messages may be tried.
pub(crate) struct Turn<'a> {
    /// Subscriptions of which this process has as many under way as it may.
    pub(crate) busy: &'a [Uuid],
    /// Whether offices are open: people are not disturbed at other times, webhooks are.
    pub(crate) open: bool,
    /// At most so many subscriptions.
    pub(crate) most: i64,
    /// How long the messages are this process's.
    pub(crate) lease: Duration,
    /// The county's instant, by which a key that was replaced ends.
    pub(crate) now: Timestamp,
}

/// Leases one message of each of some subscriptions, and notes that its attempt begins. A subscription's row is held
/// meanwhile, so that its attempts of a minute are counted once, whoever makes them.
pub(crate) async fn claim(tx: &mut PgConnection, turn: &Turn<'_>) -> Result<Vec<Claimed>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with free as (
               select id from notification.subscription
               where state <> 'disabled' and not id = any($1)
                 and (channel = 'webhook' or $2)
                 and exists (select from notification.dispatch
                             where subscription_id = subscription.id and state = 'waiting' and next_at <= clock_timestamp())
                 and (channel not in ('wecom', 'dingtalk', 'feishu')
                      or 20 > (select count(*) from notification.attempt
                               where subscription_id = subscription.id
                                 and begun_at > clock_timestamp() - interval '1 minute'))
               order by id limit $3 for update skip locked
           ), due as (
               select first.id from free cross join lateral (
                   select id from notification.dispatch
                   where subscription_id = free.id and state = 'waiting' and next_at <= clock_timestamp()
                   order by next_at, id limit 1
               ) first
           ), claimed as (
               update notification.dispatch
               set attempts = attempts + 1, next_at = clock_timestamp() + make_interval(secs => $4)
               from due where dispatch.id = due.id and state = 'waiting' and next_at <= clock_timestamp()
               returning dispatch.id, subscription_id, unit, kind, notice_id, letter_id, created_at, attempts, failed
           ), begun as (
               insert into notification.attempt (dispatch_id, number, subscription_id, begun_at)
               select id, attempts, subscription_id, clock_timestamp() from claimed
           )
           select claimed.id, subscription_id, claimed.unit, kind, notice_id, letter_id, claimed.created_at, attempts, failed, target, code,
                  case when older_until > $5 then older_target end as older_target
           from claimed join notification.subscription on subscription.id = subscription_id"#,
        turn.busy,
        turn.open,
        turn.most,
        turn.lease.as_secs_f64(),
        SqlTimestamp::from(turn.now) as SqlTimestamp,
    )
    .fetch_all(tx)
    .await?;
    let mut claimed = Vec::with_capacity(rows.len());
    for row in rows {
        claimed.push(Claimed {
            id: DispatchId(row.id),
            subscription: SubscriptionId(row.subscription_id),
            unit: row.unit.parse().map_err(|_| inconsistent("dispatch", "unit", row.id))?,
            kind: row.kind,
            notice: row.notice_id.map(NoticeId),
            letter: row.letter_id.map(LetterId),
            created_at: row.created_at.to_jiff(),
            target: row.target,
            older_target: row.older_target,
            code: row.code,
            attempt: row.attempts,
            failed: row.failed,
        });
    }
    Ok(claimed)
}

/// What became of an attempt.
pub(crate) struct Settled<'a> {
    pub(crate) dispatch: DispatchId,
    pub(crate) attempt: i32,
    /// `accepted`, `later`, `refused`, `gone`; none: it was not made.
    pub(crate) outcome: Option<&'a str>,
    pub(crate) cause: Option<&'a str>,
    pub(crate) provider_id: Option<&'a str>,
    /// The end of the dispatch, or how long it waits.
    pub(crate) then: Then,
}

/// What follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Then {
    /// It came to this end.
    Ends(&'static str, Timestamp),
    /// It is tried again after so long.
    Waits(Duration),
}

/// Notes what became of an attempt. One whose lease another process has taken over changes nothing but its own row.
pub(crate) async fn settle(tx: &mut PgConnection, settled: &Settled<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update notification.attempt set outcome = $3, cause = $4 where dispatch_id = $1 and number = $2",
        settled.dispatch.0,
        settled.attempt,
        settled.outcome,
        settled.cause,
    )
    .execute(&mut *tx)
    .await?;
    let (state, ended_at, wait) = match settled.then {
        Then::Ends(state, at) => (state, Some(SqlTimestamp::from(at)), Duration::ZERO),
        Then::Waits(wait) => ("waiting", None, wait),
    };
    sqlx::query!(
        "update notification.dispatch
         set state = $3, ended_at = $4, cause = $5, provider_id = coalesce($6, provider_id),
             failed = failed + case when $7 then 1 else 0 end,
             next_at = clock_timestamp() + make_interval(secs => $8)
         where id = $1 and attempts = $2 and state = 'waiting'",
        settled.dispatch.0,
        settled.attempt,
        state,
        ended_at as Option<SqlTimestamp>,
        settled.cause,
        settled.provider_id,
        settled.outcome.is_some_and(|outcome| outcome != "accepted"),
        wait.as_secs_f64(),
    )
    .execute(tx)
    .await?;
    Ok(())
}
