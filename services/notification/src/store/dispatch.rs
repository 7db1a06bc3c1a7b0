//! `notification.dispatch`, the delivery log, with every attempt.
//!
//! Attempts are paced and leased by the database's clock; when something was told is told by the county's.

use std::time::Duration;

use ids::{DispatchId, LetterId, NoticeId, SubscriptionId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use super::inconsistent;

/// A message to one receiver.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Dispatch {
    pub(crate) id: DispatchId,
    pub(crate) subscription: SubscriptionId,
    pub(crate) kind: String,
    pub(crate) notice: Option<NoticeId>,
    pub(crate) state: String,
    pub(crate) attempts: i32,
    pub(crate) cause: Option<String>,
    pub(crate) provider_id: Option<String>,
    pub(crate) created_at: Timestamp,
    pub(crate) ended_at: Option<Timestamp>,
}

struct Row {
    id: Uuid,
    subscription_id: Uuid,
    kind: String,
    notice_id: Option<Uuid>,
    state: String,
    attempts: i32,
    cause: Option<String>,
    provider_id: Option<String>,
    created_at: SqlTimestamp,
    ended_at: Option<SqlTimestamp>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, subscription_id, kind, notice_id, state, attempts, cause, provider_id, created_at, ended_at
             from notification.dispatch " + $rest
            $(, $argument)*
        )
    };
}

/// A message about no notice: `code`, `test` or `disabled`. Gives its id.
pub(crate) async fn insert(
    tx: &mut PgConnection,
    subscription: SubscriptionId,
    unit: &UnitCode,
    kind: &str,
    now: Timestamp,
) -> Result<DispatchId, sqlx::Error> {
    let id = DispatchId::generate();
    sqlx::query!(
        "insert into notification.dispatch (id, subscription_id, unit, kind, created_at, state, next_at)
         values ($1, $2, $3, $4, $5, 'waiting', clock_timestamp())",
        id.0,
        subscription.0,
        unit.as_str(),
        kind,
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(id)
}

/// One message for each notice and each active subscription that it is for. They wait a moment, so that a notice which is
/// written in several batches is whole when it leaves.
pub(crate) async fn fan_out(
    tx: &mut PgConnection,
    notices: &[NoticeId],
    now: Timestamp,
    moment: Duration,
) -> Result<(), sqlx::Error> {
    let notices: Vec<Uuid> = notices.iter().map(|notice| notice.0).collect();
    sqlx::query!(
        "insert into notification.dispatch (id, subscription_id, unit, kind, notice_id, created_at, state, next_at)
         select gen_random_uuid(), subscription.id, subscription.unit, 'notice', notice.id, $2, 'waiting',
                clock_timestamp() + make_interval(secs => $3)
         from notification.notice join notification.subscription
             on case when notice.level = 'overseer' then subscription.overseer else subscription.unit = notice.unit end
         where notice.id = any($1) and subscription.state = 'active'
           and (levels = '{}' or notice.level = any(levels))
           and (kinds = '{}' or exists (
               select from notification.notice_duty join notification.duty on duty.id = duty_id
               where notice_id = notice.id and duty.kind = any(kinds)))
         order by subscription.id, notice.id
         on conflict (subscription_id, notice_id) do nothing",
        &notices,
        SqlTimestamp::from(now) as SqlTimestamp,
        moment.as_secs_f64(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// One message for each letter and each active subscription of its unit that is for its liaison or leader. Twice is once.
pub(crate) async fn fan_out_letters(
    tx: &mut PgConnection,
    letters: &[LetterId],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let letters: Vec<Uuid> = letters.iter().map(|letter| letter.0).collect();
    sqlx::query!(
        "insert into notification.dispatch (id, subscription_id, unit, kind, letter_id, created_at, state, next_at)
         select gen_random_uuid(), subscription.id, subscription.unit, 'letter', letter.id, $2, 'waiting', clock_timestamp()
         from notification.letter join notification.subscription on subscription.unit = letter.unit
         where letter.id = any($1) and state = 'active' and letter.replied_at is null and letter.closed_at is null
           and (levels = '{}' or levels && array['liaison', 'leader'])
           and (kinds = '{}' or 'L1' = any(kinds))
         order by subscription.id, letter.id
         on conflict (subscription_id, letter_id) do nothing",
        &letters,
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The unit's messages, newest first.
pub(crate) async fn list(
    tx: &mut PgConnection,
    unit: &UnitCode,
    subscription: Option<SubscriptionId>,
    after: Option<(Timestamp, Uuid)>,
    limit: i64,
) -> Result<Vec<Dispatch>, sqlx::Error> {
    let rows = select!(
        "where unit = $1 and ($2::uuid is null or subscription_id = $2)
           and ($3::timestamptz is null or (created_at, id) < ($3, $4::uuid))
         order by created_at desc, id desc limit $5",
        unit.as_str(),
        subscription.map(|subscription| subscription.0),
        after.map(|(at, _)| SqlTimestamp::from(at)) as Option<SqlTimestamp>,
        after.map(|(_, id)| id),
        limit,
    );
    Ok(rows.fetch_all(tx).await?.into_iter().map(Dispatch::from).collect())
}

/// One message of the unit.
pub(crate) async fn find(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: DispatchId,
) -> Result<Option<Dispatch>, sqlx::Error> {
    let row = select!("where id = $1 and unit = $2", id.0, unit.as_str());
    Ok(row.fetch_optional(tx).await?.map(Dispatch::from))
}

/// One message of the unit, locked.
pub(crate) async fn lock(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: DispatchId,
) -> Result<Option<Dispatch>, sqlx::Error> {
    let row = select!("where id = $1 and unit = $2 for update", id.0, unit.as_str());
    Ok(row.fetch_optional(tx).await?.map(Dispatch::from))
}

/// Lets a message that came to its end be tried again, from the first attempt of the schedule.
pub(crate) async fn resend(tx: &mut PgConnection, id: DispatchId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update notification.dispatch
         set state = 'waiting', ended_at = null, failed = 0, next_at = clock_timestamp() where id = $1",
        id.0,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Drops what waits for a subscription.
pub(crate) async fn drop_waiting(
    tx: &mut PgConnection,
    subscription: SubscriptionId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update notification.dispatch set state = 'dropped', ended_at = $2
         where subscription_id = $1 and state = 'waiting'",
        subscription.0,
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

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
           select claimed.id, subscription_id, claimed.unit, kind, notice_id, letter_id, claimed.created_at, attempts, failed, target, code
           from claimed join notification.subscription on subscription.id = subscription_id"#,
        turn.busy,
        turn.open,
        turn.most,
        turn.lease.as_secs_f64(),
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

impl From<Row> for Dispatch {
    fn from(row: Row) -> Self {
        Self {
            id: DispatchId(row.id),
            subscription: SubscriptionId(row.subscription_id),
            kind: row.kind,
            notice: row.notice_id.map(NoticeId),
            state: row.state,
            attempts: row.attempts,
            cause: row.cause,
            provider_id: row.provider_id,
            created_at: row.created_at.to_jiff(),
            ended_at: row.ended_at.map(SqlTimestamp::to_jiff),
        }
    }
}
