//! Taking part: a receiver that is built or added later loses no history.
//!
//! Every send holds an advisory lock shared; an enrolment holds it alone, for as long as it takes to write down the
//! receiver and how far the history goes. So whoever speaks meanwhile either committed before, and its messages are
//! history, or looks at the receivers after. The history gets its `todo` rows afterwards, page by page, while traffic
//! flows; each page commits with the place that it reached, so an enrolment that is cut off goes on from there.

use sqlx::{PgConnection, PgPool};

/// Messages looked at in one transaction.
const PAGE: i64 = 1000;

/// Makes `receiver` take part: gives it a `todo` row for every kept message that names it, once, while
/// traffic flows. Returns how many; 0 when it takes part already and has them all. Call it at every start: it finishes
/// what an earlier call could not. The pool is the system role's.
pub async fn enrol(pool: &PgPool, receiver: &str) -> Result<u64, sqlx::Error> {
    if !is_enrolled(pool, receiver).await? {
        let mut tx = database::begin(pool).await?;
        wait_for_silence(&mut tx).await?;
        add(&mut tx, receiver).await?;
        tx.commit().await?;
    }
    let mut kept = 0;
    loop {
        let mut tx = database::begin(pool).await?;
        let Some(progress) = lock_unfinished(&mut tx, receiver).await? else { return Ok(kept) };
        let end = page_end(&mut tx, progress).await?;
        kept += catch_up(&mut tx, receiver, progress, end).await?;
        reached(&mut tx, receiver, end).await?;
        tx.commit().await?;
    }
}

/// Holds off enrolments until the transaction ends.
pub(crate) async fn share(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock_shared(hashtext('mailbox.enrol'))").execute(tx).await?;
    Ok(())
}

/// Holds off whoever speaks until the transaction ends; waits for those that do.
pub(crate) async fn wait_for_silence(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('mailbox.enrol'))").execute(tx).await?;
    Ok(())
}

async fn is_enrolled(pool: &PgPool, receiver: &str) -> Result<bool, sqlx::Error> {
    let found = sqlx::query_scalar!("select true from mailbox.receiver where name = $1", receiver);
    Ok(found.fetch_optional(pool).await?.is_some())
}

async fn add(tx: &mut PgConnection, receiver: &str) -> Result<(), sqlx::Error> {
    let added = sqlx::query!(
        "insert into mailbox.receiver (name, history_ends)
        select $1, coalesce(max(position), 0) from mailbox.message
        on conflict do nothing",
        receiver
    );
    added.execute(tx).await?;
    Ok(())
}

/// Where in the history an enrolment is, by position.
#[derive(Clone, Copy, Debug)]
struct Progress {
    caught_up_to: i64,
    history_ends: i64,
}

/// None when the history is complete. Two replicas that start together take turns, page by page.
async fn lock_unfinished(tx: &mut PgConnection, receiver: &str) -> Result<Option<Progress>, sqlx::Error> {
    sqlx::query_as!(
        Progress,
        "select caught_up_to, history_ends from mailbox.receiver
        where name = $1 and caught_up_to < history_ends for update",
        receiver
    )
    .fetch_optional(tx)
    .await
}

/// The last position of the page that comes next.
async fn page_end(tx: &mut PgConnection, progress: Progress) -> Result<i64, sqlx::Error> {
    let end = sqlx::query_scalar!(
        "select position from mailbox.message where position > $1 and position <= $2
        order by position offset $3 limit 1",
        progress.caught_up_to,
        progress.history_ends,
        PAGE - 1
    );
    Ok(end.fetch_optional(tx).await?.unwrap_or(progress.history_ends))
}

async fn catch_up(
    tx: &mut PgConnection,
    receiver: &str,
    progress: Progress,
    end: i64,
) -> Result<u64, sqlx::Error> {
    let kept = sqlx::query!(
        "insert into mailbox.todo (message_id, receiver)
        select id, $1 from mailbox.message
        where position > $2 and position <= $3 and $1 = any(receivers) order by id
        on conflict do nothing",
        receiver,
        progress.caught_up_to,
        end
    );
    Ok(kept.execute(tx).await?.rows_affected())
}

async fn reached(tx: &mut PgConnection, receiver: &str, end: i64) -> Result<(), sqlx::Error> {
    let moved = sqlx::query!("update mailbox.receiver set caught_up_to = $2 where name = $1", receiver, end);
    database::one(moved.execute(tx).await?)
}
