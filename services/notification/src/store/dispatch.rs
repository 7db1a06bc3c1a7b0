//! `notification.dispatch`, the delivery log.

use std::time::Duration;

use ids::{AnnouncementId, DispatchId, LetterId, NoticeId, SubscriptionId, UnitCode, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

use crate::model::Subscription;

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
    pub(crate) said: Option<String>,
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
    said: Option<String>,
    provider_id: Option<String>,
    created_at: SqlTimestamp,
    ended_at: Option<SqlTimestamp>,
}

macro_rules! select {
    ($rest:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, subscription_id, kind, notice_id, state, attempts, cause, said, provider_id, created_at, ended_at
             from notification.dispatch " + $rest
            $(, $argument)*
        )
    };
}

/// A message about nothing else: `code` or `test`. Gives its id.
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

/// Tells a receiver that a subscription was disabled.
pub(crate) async fn insert_disabled(
    tx: &mut PgConnection,
    to: &Subscription,
    about: SubscriptionId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into notification.dispatch (id, subscription_id, unit, kind, about_id, created_at, state, next_at)
         values ($1, $2, $3, 'disabled', $4, $5, 'waiting', clock_timestamp())",
        DispatchId::generate().0,
        to.id.0,
        to.unit.as_str(),
        about.0,
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

/// Adds a message for each of these pairs of a subscription and a notice; one that is there already stays as it is. They wait a
/// moment, so that a notice which is written in several batches is whole when it leaves.
pub(crate) async fn insert_notices(
    tx: &mut PgConnection,
    pairs: &[(&Subscription, NoticeId)],
    now: Timestamp,
    moment: Duration,
) -> Result<(), sqlx::Error> {
    let (subscriptions, units, notices) = columns(pairs.iter().map(|(to, notice)| (*to, notice.0)));
    sqlx::query!(
        "insert into notification.dispatch (id, subscription_id, unit, kind, notice_id, created_at, state, next_at)
         select gen_random_uuid(), subscription, unit, 'notice', notice, $4, 'waiting',
                clock_timestamp() + make_interval(secs => $5)
         from unnest($1::uuid[], $2::text[], $3::uuid[]) as pair (subscription, unit, notice)
         order by subscription, notice
         on conflict (subscription_id, notice_id) do nothing",
        &subscriptions,
        &units,
        &notices,
        SqlTimestamp::from(now) as SqlTimestamp,
        moment.as_secs_f64(),
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Adds a message for each of these pairs of a subscription and a letter. Twice is once.
pub(crate) async fn insert_letters(
    tx: &mut PgConnection,
    pairs: &[(&Subscription, LetterId)],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let (subscriptions, units, letters) = columns(pairs.iter().map(|(to, letter)| (*to, letter.0)));
    sqlx::query!(
        "insert into notification.dispatch (id, subscription_id, unit, kind, letter_id, created_at, state, next_at)
         select gen_random_uuid(), subscription, unit, 'letter', letter, $4, 'waiting', clock_timestamp()
         from unnest($1::uuid[], $2::text[], $3::uuid[]) as pair (subscription, unit, letter)
         order by subscription, letter
         on conflict (subscription_id, letter_id) do nothing",
        &subscriptions,
        &units,
        &letters,
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Adds a message for each of these pairs of a subscription and an announcement. Twice is once.
pub(crate) async fn insert_announcements(
    tx: &mut PgConnection,
    pairs: &[(&Subscription, AnnouncementId)],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let (subscriptions, units, announcements) = columns(pairs.iter().map(|(to, what)| (*to, what.0)));
    sqlx::query!(
        "insert into notification.dispatch (id, subscription_id, unit, kind, announcement_id, created_at, state, next_at)
         select gen_random_uuid(), subscription, unit, 'announcement', announcement, $4, 'waiting', clock_timestamp()
         from unnest($1::uuid[], $2::text[], $3::uuid[]) as pair (subscription, unit, announcement)
         order by subscription, announcement
         on conflict (subscription_id, announcement_id) do nothing",
        &subscriptions,
        &units,
        &announcements,
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .execute(tx)
    .await?;
    Ok(())
}

type Columns = (Vec<Uuid>, Vec<String>, Vec<Uuid>);

fn columns<'a>(pairs: impl Iterator<Item = (&'a Subscription, Uuid)>) -> Columns {
    let mut columns = Columns::default();
    for (to, what) in pairs {
        columns.0.push(to.id.0);
        columns.1.push(to.unit.to_string());
        columns.2.push(what);
    }
    columns
}

/// What did not arrive at a subscription, of these notices, letters and announcements, waits again, from the first attempt of the schedule. At most so
/// many, oldest first; gives how many.
pub(crate) async fn retry(
    tx: &mut PgConnection,
    subscription: SubscriptionId,
    of: &[Uuid],
    limit: i64,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "update notification.dispatch
         set state = 'waiting', ended_at = null, failed = 0, next_at = clock_timestamp()
         where id in (
             select id from notification.dispatch
             where subscription_id = $1 and coalesce(notice_id, letter_id, announcement_id) = any($2)
               and state in ('refused', 'exhausted', 'dropped')
             order by created_at, id limit $3
         )",
        subscription.0,
        of,
        limit,
    )
    .execute(tx)
    .await?;
    Ok(done.rows_affected())
}

/// Of these notices, letters and announcements those of which the subscription has a message already.
pub(crate) async fn known(
    tx: &mut PgConnection,
    subscription: SubscriptionId,
    of: &[Uuid],
) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select coalesce(notice_id, letter_id, announcement_id) as "what!" from notification.dispatch
           where subscription_id = $1 and coalesce(notice_id, letter_id, announcement_id) = any($2)"#,
        subscription.0,
        of,
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
            said: row.said,
            provider_id: row.provider_id,
            created_at: row.created_at.to_jiff(),
            ended_at: row.ended_at.map(SqlTimestamp::to_jiff),
        }
    }
}
