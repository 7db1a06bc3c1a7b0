//! The way of a message from outbox to inbox and of its receipt back, on which services are killed at one exact step.

use anyhow::ensure;
use ids::Uuid;
use scenarios::stage::until;
use sqlx::PgPool;
use tonic::Status;

use super::{
    breakpoint::{Breakpoint, kill},
    side::Side,
};
use crate::{
    answers::is_passing,
    desk::at_last,
    ledger::{Ledger, Tally, count},
};

/// From one service to the other.
pub(super) struct Way<'stage> {
    pub(super) ledger: &'stage Ledger,
    /// What is on its way.
    pub(super) event: &'static str,
    pub(super) sender: Side<'stage>,
    pub(super) receiver: Side<'stage>,
}

/// A step at which a service dies. The conditions are statements about the message `$1`.
pub(super) struct Step {
    /// A sentence.
    pub(super) name: &'static str,
    pub(super) dies: Dies,
    /// The trigger at which it stands still.
    pub(super) at: &'static str,
    /// Whether it does not die there, but goes on unheard by the broker until it is as `sender` and `receiver` say.
    pub(super) goes_on: bool,
    /// What is so in the sender's database when it dies.
    pub(super) sender: &'static str,
    /// What is so in the receiver's database when it dies.
    pub(super) receiver: &'static str,
    /// What becomes so in the database of the dead after its restart, though the other service stands still: by what is
    /// there and at the broker alone.
    pub(super) alone: &'static str,
}

/// Who dies.
pub(super) enum Dies {
    Sender,
    Receiver,
}

impl Way<'_> {
    /// Something is said by `act`, and a service dies at the step. Proves the ledger after its restart.
    pub(super) async fn survives(
        &mut self,
        step: &Step,
        act: impl AsyncFnOnce() -> anyhow::Result<()>,
    ) -> anyhow::Result<Tally> {
        self.quiet().await?;
        let [from, to] = [&self.sender, &self.receiver].map(|side| side.database.clone());
        let (dying, other) = match step.dies {
            Dies::Sender => (&mut self.sender, &self.receiver),
            Dies::Receiver => (&mut self.receiver, &self.sender),
        };
        let breakpoint = Breakpoint::set(&dying.database, step.at).await?;
        act().await?;
        breakpoint.reached().await?;
        let message = last_said(&from, self.event).await?;
        let as_it_should_be = async || {
            futures::try_join!(holds(&from, step.sender, message), holds(&to, step.receiver, message))
        };
        if step.goes_on {
            dying.wire.cut();
            breakpoint.let_go().await?;
            as_it_should_be().await?;
            kill(dying.program, &dying.database).await?;
        } else {
            as_it_should_be().await?;
            breakpoint.kill(dying.program).await?;
        }
        other.program.pause(true)?;
        dying.rise().await?;
        holds(&dying.database, step.alone, message).await?;
        other.program.pause(false)?;
        self.ledger.prove().await
    }

    /// The service that is called dies while its transaction commits: nothing is visible, and the repeat under the same
    /// request id has the effect once.
    pub(super) async fn survives_before_the_commit(
        &mut self,
        call: impl AsyncFn() -> Result<(), Status>,
    ) -> anyhow::Result<()> {
        self.quiet().await?;
        let before = self.said().await?;
        let commit = "create constraint trigger breakpoint after insert on mailbox.message
            deferrable initially deferred for each row";
        let breakpoint = Breakpoint::set(&self.sender.database, commit).await?;
        let death = async {
            breakpoint.reached().await?;
            breakpoint.kill(self.sender.program).await
        };
        let (answer, death) = futures::join!(call(), death);
        death?;
        ensure!(answer.is_err_and(|status| is_passing(&status)), "there was an answer");
        ensure!(self.said().await? == before, "there was an effect");
        self.sender.rise().await?;
        for _ in 0..2 {
            at_last("the repeat", &call).await?;
            ensure!(self.said().await? == before + 1, "the repeats did not have one effect");
        }
        Ok(())
    }

    /// Waits until nothing is under way that could come to a breakpoint meant for another.
    async fn quiet(&self) -> anyhow::Result<()> {
        self.ledger.settle().await?;
        until("nothing to be under way", async || {
            for side in [&self.sender, &self.receiver] {
                let place = side.place.get_info().await?;
                let receipts = count(&side.database, "select count(*) from mailbox.receipt").await?;
                ensure!(place.num_pending == 0 && place.num_ack_pending == 0 && receipts == 0, "{place:?}");
            }
            Ok(Some(()))
        })
        .await
    }

    /// How often the event was said.
    async fn said(&self) -> anyhow::Result<i64> {
        let said = "select count(*) from mailbox.message where event = $1";
        Ok(sqlx::query_scalar(said).bind(self.event).fetch_one(&self.sender.database).await?)
    }
}

/// The last message of an event.
pub(super) async fn last_said(sender: &PgPool, event: &str) -> anyhow::Result<Uuid> {
    let last = "select id from mailbox.message where event = $1 order by position desc limit 1";
    Ok(sqlx::query_scalar(last).bind(event).fetch_one(sender).await?)
}

/// Waits until the condition on the message holds.
pub(super) async fn holds(database: &PgPool, condition: &'static str, message: Uuid) -> anyhow::Result<()> {
    until(condition, async || {
        let holds: bool = sqlx::query_scalar(condition).bind(message).fetch_one(database).await?;
        Ok(holds.then_some(()))
    })
    .await
}
