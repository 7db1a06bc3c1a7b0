//! `notification.transit_check`: whether all that a service has said of its duties is here (在途核对).

use std::collections::BTreeMap;

use ids::{DutyId, MessageId, TransitCheckId, Uuid};
use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;

/// Up to when it is proven of each service that all it has done is known here.
pub(crate) async fn proven(tx: &mut PgConnection) -> Result<BTreeMap<String, Timestamp>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select sender, least(proven_until, '9999-01-01 00:00:00+00') as "until!: SqlTimestamp"
           from notification.transit_check where proven_until > '-infinity'"#
    );
    let rows = rows.fetch_all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.sender, row.until.to_jiff())).collect())
}

/// Which of these duties may have been done, for all that is known here. What `own`, this service, owns itself is known.
pub(crate) async fn unproven(
    tx: &mut PgConnection,
    own: &str,
    duties: &[DutyId],
) -> Result<Vec<DutyId>, sqlx::Error> {
    let ids: Vec<Uuid> = duties.iter().map(|duty| duty.0).collect();
    let found = sqlx::query_scalar!(
        r#"select id as "id!" from notification.duty left join notification.transit_check using (sender)
         where id = any($1) and sender <> $2 and not coalesce(due_at <= proven_until, false)"#,
        &ids,
        own,
    );
    Ok(found.fetch_all(tx).await?.into_iter().map(DutyId).collect())
}

/// Notes a new question to each service for whose answer duties wait that were due before `proves`; returns these services. What
/// has led to nothing is asked again after ten minutes.
pub(crate) async fn put_questions(
    tx: &mut PgConnection,
    question: TransitCheckId,
    proves: Timestamp,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into notification.transit_check as known (sender, question, proves, again_at)
         select held_by, $1::uuid, $2::timestamptz, clock_timestamp() + interval '10 minutes'
         from (select distinct held_by from notification.reminder
               where held_by is not null and held_due <= $2) as waited_for
         order by held_by
         on conflict (sender) do update set
             question = excluded.question, proves = excluded.proves, again_at = excluded.again_at, awaited = null
         where known.again_at <= clock_timestamp()
         returning sender",
        question.0,
        SqlTimestamp::from(proves) as SqlTimestamp,
    )
    .fetch_all(tx)
    .await
}

/// Notes an answer, if its question is the open one. Without messages (`None`), it is to be asked again, some seconds later: while the
/// sender tries to answer, nobody else there may speak.
pub(crate) async fn note_answer(
    tx: &mut PgConnection,
    sender: &str,
    question: TransitCheckId,
    awaited: Option<&[MessageId]>,
) -> Result<(), sqlx::Error> {
    let ids: Option<Vec<Uuid>> = awaited.map(|ids| ids.iter().map(|id| id.0).collect());
    sqlx::query!(
        "update notification.transit_check
         set awaited = $3, question = case when $3::uuid[] is null then null else question end,
             again_at = clock_timestamp() + case when $3::uuid[] is null then interval '10 seconds' else interval '10 minutes' end
         where sender = $1 and question = $2",
        sender,
        question.0,
        ids as Option<Vec<Uuid>>,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Answers of which something may still be on the way.
pub(crate) async fn lock_answered(
    tx: &mut PgConnection,
) -> Result<Vec<(String, Vec<MessageId>)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select sender, awaited as "awaited!" from notification.transit_check
           where awaited is not null order by sender for update"#
    );
    let rows = rows.fetch_all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.sender, row.awaited.into_iter().map(MessageId).collect())).collect())
}

/// Notes that all has arrived.
pub(crate) async fn prove(tx: &mut PgConnection, sender: &str) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update notification.transit_check
         set proven_until = greatest(proven_until, proves), question = null, awaited = null,
             again_at = clock_timestamp() + interval '1 second'
         where sender = $1",
        sender
    );
    database::one(done.execute(tx).await?)
}

/// Lets what waited for a proof that is there be decided, those that were due first at the head; returns how many. Whoever ends a duty
/// holds its row, which is passed over.
pub(crate) async fn release(tx: &mut PgConnection, limit: i64) -> Result<u64, sqlx::Error> {
    let released = sqlx::query!(
        "with free as (
             select duty_id from notification.transit_check join notification.reminder
                 on held_by = sender and held_due <= proven_until
             order by held_due, duty_id limit $1 for update of reminder skip locked
         )
         update notification.reminder set next_at = '-infinity', held_by = null, held_due = null
         from free where reminder.duty_id = free.duty_id",
        limit
    );
    Ok(released.execute(tx).await?.rows_affected())
}

/// How many duties wait for each service.
pub(crate) async fn count_held(tx: &mut PgConnection) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select sender, (select count(*) from notification.reminder where held_by = sender) as "held!"
           from notification.transit_check order by sender"#
    );
    Ok(rows.fetch_all(tx).await?.into_iter().map(|row| (row.sender, row.held)).collect())
}
