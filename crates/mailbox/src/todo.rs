//! The statements on `mailbox.todo` that the relay makes. A claim is a lease: `next_at` moves into the
//! future, and a relay that dies gives the row back by doing nothing.

use std::time::Duration;

use ids::{MessageId, Uuid};
use sqlx::PgPool;

/// A row that this relay may publish until its lease ends.
#[derive(Debug)]
pub(crate) struct Claimed {
    pub(crate) message_id: Uuid,
    pub(crate) receiver: String,
    pub(crate) epoch: i32,
    pub(crate) failures: i32,
    pub(crate) verb: String,
    pub(crate) event: String,
    pub(crate) traceparent: Option<String>,
    pub(crate) body: Vec<u8>,
    pub(crate) body_sha256: Vec<u8>,
    /// Whether the receiver has said that it could not handle it.
    pub(crate) parked: bool,
}

impl Claimed {
    /// Same for publish retries, whose first try may have been stored; new for each resend, which the broker
    /// would otherwise swallow, with an acknowledgement, though it lost the first.
    pub(crate) fn once_as(&self) -> String {
        format!("{}/{}/{}", self.message_id, self.receiver, self.epoch)
    }

    /// Id of the message.
    pub(crate) fn id(&self) -> MessageId {
        MessageId(self.message_id)
    }
}

/// Rows of which this is true, leased.
macro_rules! claim {
    ($which:literal, $most:ident, $lease:ident) => {
        sqlx::query_as!(
            Claimed,
            r#"with due as (
            select message_id, receiver from mailbox.todo
            where "#
                + $which
                + r#" and next_at <= statement_timestamp()
            order by next_at, message_id limit $1 for update skip locked
        ), claimed as (
            update mailbox.todo set next_at = clock_timestamp() + make_interval(secs => $2)
            from due where todo.message_id = due.message_id and todo.receiver = due.receiver
            returning todo.message_id, todo.receiver, todo.epoch, todo.failures, todo.parked_at
        )
        select claimed.message_id, receiver, epoch, failures, verb, event, traceparent, body, body_sha256,
            parked_at is not null as "parked!"
        from claimed join mailbox.message on message.id = claimed.message_id
        order by claimed.message_id, receiver"#,
            limit($most),
            $lease.as_secs_f64()
        )
    };
}

/// Claims up to `most` rows that no broker has acknowledged.
pub(crate) async fn claim_fresh(
    pool: &PgPool,
    most: usize,
    lease: Duration,
) -> Result<Vec<Claimed>, sqlx::Error> {
    claim!("epoch = 0", most, lease).fetch_all(pool).await
}

/// Claims up to `most` rows that a broker acknowledged and no receiver receipted, parked ones too.
pub(crate) async fn claim_resends(
    pool: &PgPool,
    most: usize,
    lease: Duration,
) -> Result<Vec<Claimed>, sqlx::Error> {
    claim!("epoch > 0", most, lease).fetch_all(pool).await
}

/// What became of a claimed row.
#[derive(Debug)]
pub(crate) struct Settled {
    pub(crate) message_id: Uuid,
    pub(crate) receiver: String,
    pub(crate) epoch: i32,
    /// None when the broker acknowledged.
    pub(crate) error: Option<String>,
    /// When it is due again.
    pub(crate) wait: Duration,
}

/// Ends the epoch of what the broker acknowledged, counts the failure of the rest. Passes over rows that
/// moved on meanwhile (a late relay), and rows that are locked: those are being deleted by their receipt.
pub(crate) async fn settle(pool: &PgPool, rows: &[Settled]) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.message_id).collect();
    let receivers: Vec<String> = rows.iter().map(|row| row.receiver.clone()).collect();
    let epochs: Vec<i32> = rows.iter().map(|row| row.epoch).collect();
    let errors: Vec<Option<String>> = rows.iter().map(|row| row.error.clone()).collect();
    let waits: Vec<f64> = rows.iter().map(|row| row.wait.as_secs_f64()).collect();
    sqlx::query!(
        "with held as (
            select todo.message_id, todo.receiver, settled.error, settled.wait
            from mailbox.todo
            join unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::float8[])
                settled (message_id, receiver, epoch, error, wait)
                on settled.message_id = todo.message_id and settled.receiver = todo.receiver
                and settled.epoch = todo.epoch
            for update of todo skip locked
        )
        update mailbox.todo set
            epoch = case when held.error is null then todo.epoch + 1 else todo.epoch end,
            failures = case when held.error is null then 0 else todo.failures + 1 end,
            last_error = held.error,
            next_at = clock_timestamp() + make_interval(secs => held.wait)
        from held where todo.message_id = held.message_id and todo.receiver = held.receiver",
        &ids,
        &receivers,
        &epochs,
        &errors as &[Option<String>],
        &waits
    )
    .execute(pool)
    .await?;
    Ok(())
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}
