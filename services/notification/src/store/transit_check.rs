//! `notification.transit_check`: whether all that a service has said of its duties is here.

use std::collections::BTreeMap;

use ids::{MessageId, TransitCheckId, Uuid};
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

/// Services that duties wait for and that are to be asked: there is no open question, or none that was answered for ten minutes; and
/// none was put within the last second. Notes a new question to each.
pub(crate) async fn put_questions(
    tx: &mut PgConnection,
    question: TransitCheckId,
    now: Timestamp,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into notification.transit_check as known (sender, question, asked_at)
         select distinct held_by, $1::uuid, $2::timestamptz from notification.reminder where held_by is not null
         order by held_by
         on conflict (sender) do update set
             question = excluded.question, asked_at = excluded.asked_at, sent_at = excluded.sent_at, awaited = null
         where known.sent_at < clock_timestamp() - interval '1 second'
           and (known.question is null or known.sent_at < clock_timestamp() - interval '10 minutes')
         returning sender",
        question.0,
        SqlTimestamp::from(now) as SqlTimestamp,
    )
    .fetch_all(tx)
    .await
}

/// Notes an answer, if its question is the open one. Without messages (`None`), it is to be asked again.
pub(crate) async fn note_answer(
    tx: &mut PgConnection,
    sender: &str,
    question: TransitCheckId,
    awaited: Option<&[MessageId]>,
) -> Result<(), sqlx::Error> {
    let ids: Option<Vec<Uuid>> = awaited.map(|ids| ids.iter().map(|id| id.0).collect());
    sqlx::query!(
        "update notification.transit_check
         set awaited = $3, question = case when $3::uuid[] is null then null else question end
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

/// Notes that all has arrived, and lets what waited for it be decided.
pub(crate) async fn prove(tx: &mut PgConnection, sender: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with proven as (
             update notification.transit_check
             set proven_until = greatest(proven_until, asked_at), question = null, awaited = null
             where sender = $1
         )
         update notification.reminder set next_at = '-infinity', held_by = null where held_by = $1",
        sender
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// How many duties wait for each service.
pub(crate) async fn count_held(tx: &mut PgConnection) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select sender, (select count(*) from notification.reminder where held_by = sender) as "held!"
           from notification.transit_check order by sender"#
    );
    Ok(rows.fetch_all(tx).await?.into_iter().map(|row| (row.sender, row.held)).collect())
}
