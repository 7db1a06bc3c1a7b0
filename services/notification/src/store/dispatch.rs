//! `notification.dispatch`, the delivery log (发送记录): a message waits from the transaction that made it until it arrived, was given up, or
//! turned out to be needless.

use std::time::Duration;

use database::{inconsistent, one};
use ids::{DispatchId, SubscriptionId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use crate::model::{Dispatch, Fate, Subject, Subscription};

struct Row {
    id: Uuid,
    subscription_id: Uuid,
    kind: String,
    subject_id: Option<Uuid>,
    state: String,
    needless: Option<String>,
    attempts: i32,
    cause: Option<String>,
    said: Option<String>,
    provider_id: Option<String>,
    created_at: SqlTimestamp,
    ended_at: Option<SqlTimestamp>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, subscription_id, kind, subject_id, state, needless, attempts, cause, said, provider_id, created_at, ended_at
             from notification.dispatch " + $rest
            $(, $argument)*
        )
    };
}

/// A message that is to be sent.
pub(crate) struct NewDispatch<'a> {
    pub(crate) id: DispatchId,
    pub(crate) to: &'a Subscription,
    pub(crate) subject: Subject,
    /// How long it waits before it leaves.
    pub(crate) wait: Duration,
}

impl<'a> NewDispatch<'a> {
    /// A message that may leave at once.
    pub(crate) fn new(to: &'a Subscription, subject: Subject) -> Self {
        Self { id: DispatchId::generate(), to, subject, wait: Duration::ZERO }
    }
}

/// Adds messages. One of the same subject to the same subscription that is there already stays as it is.
pub(crate) async fn insert_all(
    tx: &mut PgConnection,
    new: &[NewDispatch<'_>],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = new.iter().map(|one| one.id.0).collect();
    let subscriptions: Vec<Uuid> = new.iter().map(|one| one.to.id.0).collect();
    let units: Vec<String> = new.iter().map(|one| one.to.unit.to_string()).collect();
    let kinds: Vec<String> = new.iter().map(|one| one.subject.kind().name().to_owned()).collect();
    let subjects: Vec<Option<Uuid>> = new.iter().map(|one| one.subject.id()).collect();
    let waits: Vec<f64> = new.iter().map(|one| one.wait.as_secs_f64()).collect();
    sqlx::query!(
        "insert into notification.dispatch (id, subscription_id, unit, kind, subject_id, created_at, state, next_at)
         select id, subscription, unit, kind, subject, $7, 'waiting', clock_timestamp() + make_interval(secs => wait)
         from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::float8[])
              as new (id, subscription, unit, kind, subject, wait)
         order by subscription, subject, id
         on conflict (subject_id, subscription_id, kind) where kind <> 'disabled' do nothing",
        &ids,
        &subscriptions,
        &units,
        &kinds,
        &subjects as &[Option<Uuid>],
        &waits,
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// How many codes a unit has had sent since then.
pub(crate) async fn codes_of(
    tx: &mut PgConnection,
    unit: &UnitCode,
    since: Timestamp,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from notification.dispatch
           where unit = $1 and kind = 'code' and created_at > $2"#,
        unit.as_str(),
        SqlTimestamp::from(since) as SqlTimestamp,
    )
    .fetch_one(tx)
    .await
}

/// Lets what did not arrive at a subscription of these notices, letters and announcements wait again, from the first attempt of the
/// schedule: at most so many, oldest first. Returns how many.
pub(crate) async fn retry(
    tx: &mut PgConnection,
    subscription: SubscriptionId,
    subjects: &[Uuid],
    limit: i64,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "update notification.dispatch
         set state = 'waiting', needless = null, ended_at = null, failed = 0, next_at = clock_timestamp()
         where id in (
             select id from notification.dispatch
             where subscription_id = $1 and subject_id = any($2) and kind <> 'disabled'
               and state in ('refused', 'exhausted', 'dropped')
             order by created_at, id limit $3
         )",
        subscription.0,
        subjects,
        limit,
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected())
}

/// The notices, letters and announcements among these that the subscription has a message of already.
pub(crate) async fn known(
    tx: &mut PgConnection,
    subscription: SubscriptionId,
    subjects: &[Uuid],
) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select subject_id as "subject_id!" from notification.dispatch
           where subscription_id = $1 and subject_id = any($2) and kind <> 'disabled'"#,
        subscription.0,
        subjects,
    )
    .fetch_all(tx)
    .await
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
    rows.fetch_all(tx).await?.into_iter().map(Dispatch::try_from).collect()
}

/// One message of the unit.
pub(crate) async fn find(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: DispatchId,
) -> Result<Option<Dispatch>, sqlx::Error> {
    let row = select!("where id = $1 and unit = $2", id.0, unit.as_str());
    row.fetch_optional(tx).await?.map(Dispatch::try_from).transpose()
}

/// One message of the unit, locked.
pub(crate) async fn lock(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: DispatchId,
) -> Result<Option<Dispatch>, sqlx::Error> {
    let row = select!("where id = $1 and unit = $2 for update", id.0, unit.as_str());
    row.fetch_optional(tx).await?.map(Dispatch::try_from).transpose()
}

/// Lets a message that came to its end be tried again, from the first attempt of the schedule.
pub(crate) async fn resend(tx: &mut PgConnection, id: DispatchId) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update notification.dispatch
         set state = 'waiting', needless = null, ended_at = null, failed = 0, next_at = clock_timestamp() where id = $1",
        id.0,
    );
    one(done.execute(tx).await?)
}

/// Drops what waits for a subscription that was disabled.
pub(crate) async fn drop_waiting(
    tx: &mut PgConnection,
    subscription: SubscriptionId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update notification.dispatch set state = 'dropped', needless = 'subscription_disabled', ended_at = $2
         where subscription_id = $1 and state = 'waiting'",
        subscription.0,
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

impl TryFrom<Row> for Dispatch {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> Result<Self, sqlx::Error> {
        let bad = |column| inconsistent(&format!("notification.dispatch.{column}"), row.id);
        let ended_at = row.ended_at.map(SqlTimestamp::to_jiff);
        let fate = Fate::named(&row.state, ended_at, row.needless.as_deref());
        Ok(Self {
            id: DispatchId(row.id),
            subscription: SubscriptionId(row.subscription_id),
            subject: Subject::named(&row.kind, row.subject_id).ok_or_else(|| bad("kind"))?,
            fate: fate.ok_or_else(|| bad("state"))?,
            attempts: row.attempts,
            cause: row.cause,
            said: row.said,
            provider_id: row.provider_id,
            created_at: row.created_at.to_jiff(),
        })
    }
}
