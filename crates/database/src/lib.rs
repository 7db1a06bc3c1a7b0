//! Connection pools and transactions that survive cancelled callers, and migrations.
//!
//! Three roles per service: the owner runs migrations and nothing else; `<service>_rpc` serves callers, under row-level
//! security by unit; `<service>_system` serves relay, consumer and sweeps. Superusers and owners bypass row-level
//! security silently, so a service refuses to start as one.

use std::time::Duration;

use sqlx::{
    Connection, Executor, PgConnection, PgPool, Postgres, Transaction,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
};

/// A transaction of ours.
pub type Tx = Transaction<'static, Postgres>;

/// A pool with the hooks that sqlx 0.9 needs; connects on first use.
///
/// `Pool::begin` is not cancel-safe there (launchbadge/sqlx#4393): a caller that goes away between `BEGIN` and its answer
/// leaves an open transaction in the pool, and the next caller's write is never committed. So each connection is rolled
/// back when it returns, whatever it was doing.
pub fn pool(options: PgConnectOptions, most_connections: u32) -> PgPool {
    PgPoolOptions::new()
        .max_connections(most_connections)
        .acquire_timeout(Duration::from_secs(5))
        .idle_timeout(Duration::from_mins(10))
        .max_lifetime(Duration::from_mins(30))
        .after_release(|connection, _| {
            Box::pin(async move {
                connection.execute("rollback").await?;
                Ok(true)
            })
        })
        // That rollback mostly finds nothing to undo, and each time the server would say so.
        .connect_lazy_with(options.options([("client_min_messages", "error")]))
}

/// Begins a transaction. Callers that may be cancelled run the whole of their work in a task of its own.
#[expect(clippy::disallowed_methods, reason = "this is the one place; the pool's hooks make it safe")]
pub async fn begin(pool: &PgPool) -> Result<Tx, sqlx::Error> {
    pool.begin().await
}

/// Whether the role of this connection would bypass row-level security.
pub async fn bypasses_row_security(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        .fetch_one(connection)
        .await
}

/// Runs migrations as the owner, each crate's in its own schema, in the order given. Safe to run again, and from
/// several places at once.
pub async fn migrate(options: &PgConnectOptions, migrators: &[&Migrator]) -> Result<(), MigrateError> {
    let mut connection = PgConnection::connect_with(options).await?;
    for migrator in migrators {
        migrator.run(&mut connection).await?;
    }
    connection.close().await?;
    Ok(())
}
