//! 在途核对: silence is proven before anything is said because of it. A receiver that is about to act since nothing came, asks the
//! sender first what is still on the way; the sender answers from its own database.

use ids::{MessageId, Uuid};
use proto::duty::v1::{TransitAnswered, TransitAsked};
use sqlx::{Connection, PgConnection};

use crate::{Handle, Outbox, Received, Rejected, Verb, enrol};

/// How many messages an answer names at most: with 36 characters each they fit into a body.
const MOST: i64 = 10_000;

/// Answers for the service of this outbox.
#[derive(Clone, Debug)]
pub struct AnswersTransit(pub Outbox);

impl Handle<TransitAsked> for AnswersTransit {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<TransitAsked>]) -> Result<(), Rejected> {
        for asked in events.iter().filter(|asked| asked.event.service == self.0.service()) {
            let on_the_way = on_the_way(tx, &asked.sender).await?;
            let answer = TransitAnswered {
                check_id: asked.event.check_id.clone(),
                complete: on_the_way.is_some(),
                message_ids: on_the_way.unwrap_or_default().iter().map(ToString::to_string).collect(),
            };
            self.0.send(tx, &[answer]).await?;
        }
        Ok(())
    }
}

/// Whether all these messages have had their effect here, or are parked: those are in an operator's hands, and do not keep the rest
/// waiting. For the system role.
pub async fn have_arrived(conn: &mut PgConnection, messages: &[MessageId]) -> Result<bool, sqlx::Error> {
    let ids: Vec<Uuid> = messages.iter().map(|message| message.0).collect();
    sqlx::query_scalar!(
        r#"select not exists (
               select from unnest($1::uuid[]) as awaited (id)
               where not exists (select from mailbox.inbox where message_id = awaited.id)
                 and not exists (select from mailbox.parked where message_id = awaited.id)
           ) as "arrived!""#,
        &ids
    )
    .fetch_one(conn)
    .await
}

/// Messages about duties without a receipt of `receiver`, which has not parked them either; none when it cannot be said. Whoever speaks
/// meanwhile has either committed before, or commits after this transaction.
async fn on_the_way(tx: &mut PgConnection, receiver: &str) -> Result<Option<Vec<Uuid>>, sqlx::Error> {
    if !everybody_has_spoken(tx).await? || !history_is_complete(tx, receiver).await? {
        return Ok(None);
    }
    let found = sqlx::query_scalar!(
        "select todo.message_id from mailbox.todo join mailbox.message on message.id = todo.message_id
         where todo.receiver = $1 and message.verb = $2 and parked_at is null limit $3",
        receiver,
        Verb::Duty.as_str(),
        MOST + 1
    );
    let found = found.fetch_all(tx).await?;
    Ok((i64::try_from(found.len()).unwrap_or(i64::MAX) <= MOST).then_some(found))
}

/// Waits half a second at most until no other transaction speaks, which is shorter than it takes to find a deadlock: whoever waits
/// for a row of this transaction is not the one to suffer.
async fn everybody_has_spoken(tx: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let mut waiting = tx.begin().await?;
    sqlx::query!("set local lock_timeout = '500ms'").execute(&mut *waiting).await?;
    match enrol::wait_for_silence(&mut waiting).await {
        Ok(()) => {
            sqlx::query!("set local lock_timeout to default").execute(&mut *waiting).await?;
            waiting.commit().await?;
            Ok(true)
        }
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some("55P03") => {
            waiting.rollback().await?;
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

async fn history_is_complete(tx: &mut PgConnection, receiver: &str) -> Result<bool, sqlx::Error> {
    let found = sqlx::query_scalar!(
        r#"select caught_up_to >= history_ends as "complete!" from mailbox.receiver where name = $1"#,
        receiver
    );
    Ok(found.fetch_optional(tx).await?.unwrap_or(false))
}
