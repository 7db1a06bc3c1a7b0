//! `notification.attempt`: messages are claimed, tried and settled.
//!
//! Attempts are paced and leased by the database's clock; when something was told is told by the county's.

use std::time::Duration;

use database::inconsistent;
use ids::{DispatchId, SubscriptionId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use proto::words::notification::{AttemptOutcome, Channel};
use sqlx::PgConnection;

use crate::model::{Attempt, Fate, Subject};

/// A message that this process may try until its lease ends.
#[derive(Clone)]
pub(crate) struct Claimed {
    pub(crate) id: DispatchId,
    pub(crate) subscription: SubscriptionId,
    pub(crate) unit: UnitCode,
    pub(crate) subject: Subject,
    pub(crate) created_at: Timestamp,
    /// Sealed, bound to the subscription.
    pub(crate) target: Vec<u8>,
    /// The target with the key before, while messages are signed with both.
    pub(crate) older_target: Option<Vec<u8>>,
    /// The code that the receiver has not repeated yet.
    pub(crate) code: Option<String>,
    /// Number of the attempt that begins.
    pub(crate) attempt: i32,
    /// Attempts that failed before.
    pub(crate) failed: i32,
}

/// Which messages may be tried, and for how long.
pub(crate) struct ClaimLimits<'a> {
    /// Subscriptions of which this process has some under way.
    pub(crate) busy: &'a [Uuid],
    /// Whether offices are open: people are not disturbed at other times, unless somebody asked for it at this moment; webhooks are.
    pub(crate) open: bool,
    /// At most so many subscriptions.
    pub(crate) most: i64,
    /// At most so many messages of one webhook, side by side; of everybody else one.
    pub(crate) of_a_webhook: i64,
    /// How many attempts a minute each channel allows; where it stands for none, any number.
    pub(crate) pace: &'a [(Channel, i64)],
    /// How long the messages are this process's.
    pub(crate) lease: Duration,
    /// The county's instant, by which a key that was replaced ends.
    pub(crate) now: Timestamp,
}

/// Leases messages of some subscriptions, and notes that their attempts begin. Rows of the subscriptions and of their addresses are held
/// meanwhile, so that the attempts of a minute are counted once, whoever makes them and whoever subscribed.
pub(crate) async fn claim(
    tx: &mut PgConnection,
    limits: &ClaimLimits<'_>,
) -> Result<Vec<Claimed>, sqlx::Error> {
    let (channels, attempts): (Vec<String>, Vec<i64>) =
        limits.pace.iter().map(|(channel, attempts)| (channel.name().to_owned(), *attempts)).unzip();
    let rows = sqlx::query_as!(
        Row,
        r#"with free as (
               select subscription.id, address, channel = any($7::text[]) as paced, channel = 'webhook' or $2 as any_kind,
                      case when channel = 'webhook' and not channel = any($7) then $6::bigint else 1 end as most
               from notification.subscription join notification.address on address.key = address
               where state <> 'disabled' and not subscription.id = any($1)
                 and (paused_until is null or paused_until <= clock_timestamp())
                 and exists (select from notification.dispatch
                             where subscription_id = subscription.id and state = 'waiting' and next_at <= clock_timestamp()
                               and (channel = 'webhook' or $2 or kind in ('code', 'test')))
                 and not exists (
                     select from unnest($7, $8::bigint[]) as pace (channel, attempts)
                     where pace.channel = subscription.channel and pace.attempts <= (
                         select count(*) from unnest(address.begun_at) as begun
                         where begun > clock_timestamp() - interval '1 minute'))
               order by subscription.id limit $3 for no key update skip locked
           ), taking as (
               select * from (select *, row_number() over (partition by address order by id) as turn from free) as numbered
               where turn = 1 or not paced
           ), due as (
               select first.id from taking cross join lateral (
                   select id from notification.dispatch where subscription_id = taking.id and state = 'waiting' and next_at <= clock_timestamp()
                     and (taking.any_kind or kind in ('code', 'test'))
                   order by next_at, id limit taking.most
               ) first
           ), claimed as (
               update notification.dispatch
               set attempts = attempts + 1, next_at = clock_timestamp() + make_interval(secs => $4)
               from due where dispatch.id = due.id and state = 'waiting' and next_at <= clock_timestamp()
               returning dispatch.id, subscription_id, unit, kind, subject_id, created_at, attempts, failed
           ), begun as (
               insert into notification.attempt (dispatch_id, number, subscription_id, begun_at)
               select id, attempts, subscription_id, clock_timestamp() from claimed
           ), counted as (
               update notification.address
               set begun_at = clock_timestamp() || array(select begun from unnest(begun_at) as begun
                                                         where begun > clock_timestamp() - interval '1 minute')
               where key in (select address from taking where paced)
           )
           select claimed.id, subscription_id, claimed.unit, kind, subject_id, claimed.created_at, attempts, failed, target, code,
                  case when older_until > $5 then older_target end as older_target
           from claimed join notification.subscription on subscription.id = subscription_id"#,
        limits.busy,
        limits.open,
        limits.most,
        limits.lease.as_secs_f64(),
        SqlTimestamp::from(limits.now) as SqlTimestamp,
        limits.of_a_webhook,
        &channels,
        &attempts,
    )
    .fetch_all(tx)
    .await?;
    rows.into_iter().map(Claimed::try_from).collect()
}

struct Row {
    id: Uuid,
    subscription_id: Uuid,
    unit: String,
    kind: String,
    subject_id: Option<Uuid>,
    created_at: SqlTimestamp,
    attempts: i32,
    failed: i32,
    target: Vec<u8>,
    code: Option<String>,
    older_target: Option<Vec<u8>>,
}

impl TryFrom<Row> for Claimed {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("notification.dispatch.{column}"), row.id);
        Ok(Self {
            id: DispatchId(row.id),
            subscription: SubscriptionId(row.subscription_id),
            unit: row.unit.parse().map_err(|_| bad("unit"))?,
            subject: Subject::named(&row.kind, row.subject_id).ok_or_else(|| bad("kind"))?,
            created_at: row.created_at.to_jiff(),
            target: row.target,
            older_target: row.older_target,
            code: row.code,
            attempt: row.attempts,
            failed: row.failed,
        })
    }
}

/// Every attempt at a message, in order.
pub(crate) async fn of_dispatch(tx: &mut PgConnection, id: DispatchId) -> Result<Vec<Attempt>, sqlx::Error> {
    let rows = sqlx::query!(
        "select number, begun_at, outcome, cause from notification.attempt where dispatch_id = $1 order by number",
        id.0,
    );
    let mut attempts = Vec::new();
    for row in rows.fetch_all(tx).await? {
        let bad = || inconsistent("notification.attempt.outcome", id.0);
        let outcome = row.outcome.map(|name| AttemptOutcome::named(&name).ok_or_else(bad));
        attempts.push(Attempt {
            number: row.number,
            begun_at: row.begun_at.to_jiff(),
            outcome: outcome.transpose()?,
            cause: row.cause,
        });
    }
    Ok(attempts)
}

/// What became of an attempt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Settled {
    pub(crate) dispatch: DispatchId,
    pub(crate) attempt: i32,
    /// None: it was not made.
    pub(crate) outcome: Option<AttemptOutcome>,
    pub(crate) cause: Option<String>,
    /// What it said, unless it was a code.
    pub(crate) said: Option<String>,
    pub(crate) provider_id: Option<String>,
    pub(crate) next: Next,
}

/// What follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Next {
    /// The message came to this end.
    Finished(Fate),
    /// It is tried again after so long.
    Waits(Duration),
}

impl Next {
    fn fate(self) -> Fate {
        match self {
            Self::Finished(fate) => fate,
            Self::Waits(_) => Fate::Waiting,
        }
    }

    fn wait(self) -> Duration {
        match self {
            Self::Finished(_) => Duration::ZERO,
            Self::Waits(wait) => wait,
        }
    }
}

/// Notes what became of attempts. One whose lease another process has taken over changes nothing but its own row.
pub(crate) async fn settle_all(tx: &mut PgConnection, settled: &[Settled]) -> Result<(), sqlx::Error> {
    let dispatches: Vec<Uuid> = settled.iter().map(|one| one.dispatch.0).collect();
    let numbers: Vec<i32> = settled.iter().map(|one| one.attempt).collect();
    let outcomes: Vec<Option<String>> =
        settled.iter().map(|one| one.outcome.map(|outcome| outcome.name().to_owned())).collect();
    let causes: Vec<Option<String>> = settled.iter().map(|one| one.cause.clone()).collect();
    sqlx::query!(
        "update notification.attempt set outcome = settled.outcome, cause = settled.cause
         from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[]) as settled (dispatch, number, outcome, cause)
         where attempt.dispatch_id = settled.dispatch and attempt.number = settled.number",
        &dispatches,
        &numbers,
        &outcomes as &[Option<String>],
        &causes as &[Option<String>],
    )
    .execute(&mut *tx)
    .await?;
    let fates = || settled.iter().map(|one| one.next.fate());
    let states: Vec<String> = fates().map(|fate| fate.state().name().to_owned()).collect();
    let needless: Vec<Option<String>> =
        fates().map(|fate| fate.needless().map(|reason| reason.name().to_owned())).collect();
    let ends: Vec<Option<SqlTimestamp>> =
        fates().map(|fate| fate.ended_at().map(SqlTimestamp::from)).collect();
    let waits: Vec<f64> = settled.iter().map(|one| one.next.wait().as_secs_f64()).collect();
    let providers: Vec<Option<String>> = settled.iter().map(|one| one.provider_id.clone()).collect();
    let said: Vec<Option<String>> = settled.iter().map(|one| one.said.clone()).collect();
    sqlx::query!(
        "update notification.dispatch
         set state = settled.state, needless = settled.needless, ended_at = settled.ended_at, cause = settled.cause,
             provider_id = coalesce(settled.provider_id, dispatch.provider_id), said = coalesce(settled.said, dispatch.said),
             failed = failed + case when settled.outcome <> 'accepted' then 1 else 0 end,
             next_at = clock_timestamp() + make_interval(secs => settled.wait)
         from unnest($1::uuid[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::float8[], $8::text[],
                     $9::text[], $10::text[])
              as settled (id, number, outcome, cause, state, ended_at, wait, provider_id, said, needless)
         where dispatch.id = settled.id and dispatch.attempts = settled.number and dispatch.state = 'waiting'",
        &dispatches,
        &numbers,
        &outcomes as &[Option<String>],
        &causes as &[Option<String>],
        &states,
        &ends as &[Option<SqlTimestamp>],
        &waits,
        &providers as &[Option<String>],
        &said as &[Option<String>],
        &needless as &[Option<String>],
    )
    .execute(tx)
    .await?;
    Ok(())
}
