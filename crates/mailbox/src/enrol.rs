//! Taking part: a receiver that is built or added later loses no history.
//!
//! Every send holds an advisory lock shared, every enrolment holds it alone. So whoever speaks during an
//! enrolment either committed before it, and its messages are found here, or looks at the receivers after it.

use sqlx::{PgConnection, PgPool};

/// Makes `receiver` take part: gives it a `todo` row for every kept message that names it, once, while
/// traffic flows. Gives how many; 0 when it takes part already. The pool is the system role's.
pub async fn enrol(pool: &PgPool, receiver: &str) -> Result<u64, sqlx::Error> {
    if is_enrolled(pool, receiver).await? {
        return Ok(0);
    }
    let mut tx = database::begin(pool).await?;
    wait_for_silence(&mut tx).await?;
    let mut kept = 0;
    if add(&mut tx, receiver).await? {
        kept = catch_up(&mut tx, receiver).await?;
    }
    tx.commit().await?;
    Ok(kept)
}

/// Holds off enrolments until the transaction ends.
pub(crate) async fn share(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock_shared(hashtext('mailbox.enrol'))").execute(tx).await?;
    Ok(())
}

async fn wait_for_silence(tx: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('mailbox.enrol'))").execute(tx).await?;
    Ok(())
}

async fn is_enrolled(pool: &PgPool, receiver: &str) -> Result<bool, sqlx::Error> {
    let found = sqlx::query_scalar!("select true from mailbox.receiver where name = $1", receiver);
    Ok(found.fetch_optional(pool).await?.is_some())
}

async fn add(tx: &mut PgConnection, receiver: &str) -> Result<bool, sqlx::Error> {
    let added =
        sqlx::query!("insert into mailbox.receiver (name) values ($1) on conflict do nothing", receiver);
    Ok(added.execute(tx).await?.rows_affected() == 1)
}

async fn catch_up(tx: &mut PgConnection, receiver: &str) -> Result<u64, sqlx::Error> {
    let kept = sqlx::query!(
        "insert into mailbox.todo (message_id, receiver)
        select id, $1 from mailbox.message where $1 = any(receivers) order by id",
        receiver
    );
    Ok(kept.execute(tx).await?.rows_affected())
}
