//! `notification.dispatch`, the delivery log.

use std::time::Duration;

use ids::{DispatchId, LetterId, NoticeId, SubscriptionId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

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

/// What did not arrive at a subscription since an instant waits again, and what was told meanwhile is sent: when a receiver has
/// recovered. At most so many; gives how many.
pub(crate) async fn recover(
    tx: &mut PgConnection,
    subscription: SubscriptionId,
    since: Timestamp,
    now: Timestamp,
    limit: i64,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "insert into notification.dispatch as kept
             (id, subscription_id, unit, kind, notice_id, created_at, state, next_at)
         select gen_random_uuid(), subscription.id, subscription.unit, 'notice', notice.id, $3, 'waiting', clock_timestamp()
         from notification.subscription join notification.notice
             on case when notice.level = 'overseer' then subscription.overseer else subscription.unit = notice.unit end
         where subscription.id = $1 and notice.created_at >= $2
           and (levels = '{}' or notice.level = any(levels))
           and (kinds = '{}' or exists (
               select from notification.notice_duty join notification.duty on duty.id = duty_id
               where notice_id = notice.id and duty.kind = any(kinds)))
           and not exists (select from notification.dispatch
                           where subscription_id = $1 and notice_id = notice.id and state in ('waiting', 'accepted'))
         order by notice.created_at, notice.id limit $4
         on conflict (subscription_id, notice_id) do update
             set state = 'waiting', ended_at = null, failed = 0, next_at = excluded.next_at",
        subscription.0,
        SqlTimestamp::from(since) as SqlTimestamp,
        SqlTimestamp::from(now) as SqlTimestamp,
        limit,
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected())
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
