//! Connection pools and transactions that survive cancelled callers.

use std::{future::Future, io, time::Duration};

use sqlx::{
    Connection, Executor, PgPool, Postgres, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::time::timeout;

/// How long one piece of work with the database may take: batches are small, and no honest one takes as long.
const LONGEST: Duration = Duration::from_secs(20);
/// How long a connection may take to say that it is there, before it is used.
const SIGN_OF_LIFE: Duration = Duration::from_secs(1);
/// How long a connection may take to be rolled back.
const ROLLBACK: Duration = Duration::from_secs(5);

/// A transaction of ours.
pub type Tx = Transaction<'static, Postgres>;

/// A pool with the hooks that sqlx 0.9 needs; connects on first use.
///
/// `Pool::begin` is not cancel-safe there (launchbadge/sqlx#4393): a caller that goes away between `BEGIN` and its answer
/// leaves an open transaction in the pool, and the next caller's write is never committed. So each connection is rolled
/// back when it returns, whatever it was doing. Nor does sqlx notice a server that went away without a word (failover, a cut cable;
/// launchbadge/sqlx#3540): so a connection gives a sign of life before it is used, and one that does not answer is thrown away.
pub fn pool(options: PgConnectOptions, most_connections: u32) -> PgPool {
    PgPoolOptions::new()
        .max_connections(most_connections)
        .acquire_timeout(Duration::from_secs(5))
        .idle_timeout(Duration::from_mins(10))
        .max_lifetime(Duration::from_mins(30))
        // The one below has a limit of time.
        .test_before_acquire(false)
        .before_acquire(|connection, _| {
            Box::pin(async move { in_time(SIGN_OF_LIFE, connection.ping()).await.map(|()| true) })
        })
        .after_release(|connection, _| {
            Box::pin(async move { in_time(ROLLBACK, connection.execute("rollback")).await.map(|_| true) })
        })
        // That rollback mostly finds nothing to undo, and each time the server would say so.
        .connect_lazy_with(options.options([("client_min_messages", "error")]))
}

/// Begins a transaction. Callers that may be cancelled run the whole of their work in a task of its own.
#[expect(clippy::disallowed_methods, reason = "this is the one place; the pool's hooks make it safe")]
pub async fn begin(pool: &PgPool) -> Result<Tx, sqlx::Error> {
    pool.begin().await
}

/// Does one piece of work with the database, from its transaction's beginning to its commit, and gives it up when it takes longer than any
/// may: on a connection whose server went away without a word it would wait for ever. Then nobody knows whether it was committed.
pub async fn bounded<T, E: From<sqlx::Error>>(work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    timeout(LONGEST, work).await.unwrap_or_else(|_| Err(late().into()))
}

async fn in_time<T>(
    limit: Duration,
    answer: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    timeout(limit, answer).await.unwrap_or_else(|_| Err(late()))
}

fn late() -> sqlx::Error {
    sqlx::Error::Io(io::Error::new(io::ErrorKind::TimedOut, "the database does not answer"))
}
