//! How far each receiver is behind, for operators and gauges.

use ids::Uuid;
use sqlx::PgConnection;

/// The mailbox of one service.
#[derive(Clone, Debug)]
pub struct Status {
    /// Identity of the database; none before the mailbox ran for the first time.
    pub incarnation: Option<Uuid>,
    /// Every service that a kept message names, by name.
    pub receivers: Vec<ReceiverStatus>,
    /// How many messages are parked here.
    pub parked: i64,
}

/// One receiver.
#[derive(Clone, PartialEq, Debug)]
pub struct ReceiverStatus {
    /// Name of the service.
    pub receiver: String,
    /// Whether it takes part.
    pub enrolled: bool,
    /// Messages that it has not receipted; for one not enrolled, all that are kept for it.
    pub pending: i64,
    /// Age of the oldest of these, in seconds.
    pub oldest_age_seconds: f64,
    /// Messages that it has parked.
    pub parked: i64,
}

/// The whole mailbox. Reads all kept messages to find the receivers that are not enrolled: for people, not
/// for gauges. For the system role.
pub async fn status(conn: &mut PgConnection) -> Result<Status, sqlx::Error> {
    let incarnation =
        sqlx::query_scalar!("select incarnation from mailbox.identity").fetch_optional(&mut *conn).await?;
    let mut receivers = enrolled(conn).await?;
    receivers.extend(waiting(conn).await?);
    receivers.sort_by(|one, other| one.receiver.cmp(&other.receiver));
    Ok(Status { incarnation, receivers, parked: parked(conn).await? })
}

/// The receivers that take part.
pub(crate) async fn enrolled(conn: &mut PgConnection) -> Result<Vec<ReceiverStatus>, sqlx::Error> {
    sqlx::query_as!(
        ReceiverStatus,
        r#"select receiver.name as receiver,
            true as "enrolled!",
            count(todo.message_id) filter (where todo.parked_at is null) as "pending!",
            coalesce(extract(epoch from clock_timestamp()
                - min(message.created_at) filter (where todo.parked_at is null)), 0)::float8 as "oldest_age_seconds!",
            count(todo.parked_at) as "parked!"
        from mailbox.receiver
        left join mailbox.todo on todo.receiver = receiver.name
        left join mailbox.message on message.id = todo.message_id
        group by receiver.name"#
    )
    .fetch_all(conn)
    .await
}

/// How many messages are parked here.
pub(crate) async fn parked(conn: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from mailbox.parked"#).fetch_one(conn).await
}

async fn waiting(conn: &mut PgConnection) -> Result<Vec<ReceiverStatus>, sqlx::Error> {
    sqlx::query_as!(
        ReceiverStatus,
        r#"select named.receiver as "receiver!",
            false as "enrolled!",
            count(*) as "pending!",
            extract(epoch from clock_timestamp() - min(message.created_at))::float8 as "oldest_age_seconds!",
            0::bigint as "parked!"
        from mailbox.message cross join unnest(message.receivers) named (receiver)
        where not exists (select from mailbox.receiver where receiver.name = named.receiver)
        group by named.receiver"#
    )
    .fetch_all(conn)
    .await
}
