//! Driving mailboxes by hand until nothing is under way: for tests and demonstrations.

use std::time::{Duration, Instant};

use crate::{
    Mailbox, reader, receipt,
    relay::{self, Pass},
};

/// Longest drain: a mailbox that is not empty by then never will be.
const PATIENCE: Duration = Duration::from_mins(1);

/// Why a drain ended early.
#[derive(Debug, thiserror::Error)]
pub enum Undrained {
    /// One of the databases failed.
    #[error("a database failed while draining: {0}")]
    Database(#[from] sqlx::Error),
    /// There was still something under way.
    #[error("{0} messages are still without receipt after a minute")]
    Stuck(i64),
}

/// Relays, reads and receipts by turns until every message between these mailboxes is receipted or parked.
/// They need not run. Messages to services that are not among them are published and not waited for.
pub async fn run_until_empty(mailboxes: &[&Mailbox]) -> Result<(), Undrained> {
    let deadline = Instant::now() + PATIENCE;
    let names: Vec<String> = mailboxes.iter().map(|mailbox| mailbox.service().to_owned()).collect();
    loop {
        let mut moved = false;
        let mut under_way = 0;
        for mailbox in mailboxes {
            moved |= turn(mailbox, &names).await?;
        }
        for mailbox in mailboxes {
            under_way += unfinished(mailbox, &names).await?;
        }
        if under_way == 0 && !moved {
            return Ok(());
        }
        if Instant::now() > deadline {
            return Err(Undrained::Stuck(under_way));
        }
        if !moved {
            pause(mailboxes).await;
        }
    }
}

/// Whether anything moved.
async fn turn(mailbox: &Mailbox, names: &[String]) -> Result<bool, sqlx::Error> {
    let mut moved = relay::pass(mailbox).await? == Pass::Busy;
    if let Some(broker) = mailbox.ready_broker().await {
        for peer in mailbox.peers().iter().filter(|peer| names.contains(*peer)) {
            // An error is a stream that the peer has not made yet, or a broker that is away: the next turn asks again.
            moved |= reader::read_available(mailbox, broker, peer).await.unwrap_or(false);
        }
    }
    moved |= receipt::pass(mailbox).await? == Pass::Busy;
    Ok(moved)
}

async fn unfinished(mailbox: &Mailbox, names: &[String]) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select (select count(*) from mailbox.todo where receiver = any($1) and parked_at is null)
            + (select count(*) from mailbox.receipt where sender = any($1)) as "count!""#,
        names
    )
    .fetch_one(mailbox.pool())
    .await
}

/// Until one of them is woken, or a poll interval has passed.
async fn pause(mailboxes: &[&Mailbox]) {
    let Some(shortest) = mailboxes.iter().map(|mailbox| mailbox.settings().poll).min() else { return };
    let woken = mailboxes.iter().map(|mailbox| Box::pin(mailbox.outbox().woken()));
    let _polled = tokio::time::timeout(shortest, futures::future::select_all(woken)).await;
}
