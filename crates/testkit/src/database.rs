//! A database for one test: a copy of one that was migrated once, so that tests never share rows and never wait for migrations.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    process,
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use anyhow::Context;
use sqlx::{AssertSqlSafe, Connection, PgConnection, migrate::Migrator, postgres::PgConnectOptions};
use tokio::runtime;

use crate::servers;

const ROLES: &str = include_str!("../../../deploy/postgres/roles.sql");
/// One maker of templates at a time; any number that nothing else locks.
const TEMPLATES: i64 = 0x7368_656e;

/// A migrated database of one service, dropped when this value is.
#[derive(Debug)]
pub struct Database {
    service: String,
    superuser: PgConnectOptions,
}

impl Database {
    /// A fresh database of `service` on the run's server, migrated. The migrations run once per run; each database is
    /// a copy.
    ///
    /// # Panics
    /// When the server or the migrations fail.
    pub async fn create(service: &str, migrators: &[&'static Migrator]) -> Self {
        let server = servers().postgres;
        Self::copy(&server, service, migrators).await.unwrap_or_else(|error| panic!("no database: {error:#}"))
    }

    /// An empty database of `service`, named like it, with roles and rights as in production, on a server of one's own.
    /// Not dropped at the end.
    pub async fn install(server: &PgConnectOptions, service: &str) -> anyhow::Result<()> {
        let mut connection = PgConnection::connect_with(server).await?;
        sqlx::raw_sql(ROLES).execute(&mut connection).await?;
        create_for(&mut connection, service, service, "template0").await?;
        connection.close().await?;
        Ok(())
    }

    /// How the owner connects, who runs migrations.
    pub fn owner(&self) -> PgConnectOptions {
        self.role("owner")
    }

    /// How the role connects that serves callers, under row-level security.
    pub fn rpc(&self) -> PgConnectOptions {
        self.role("rpc")
    }

    /// How the role of relay, consumer and sweeps connects.
    pub fn system(&self) -> PgConnectOptions {
        self.role("system")
    }

    /// How a superuser connects, to arrange and to inspect.
    pub fn superuser(&self) -> PgConnectOptions {
        self.superuser.clone()
    }

    fn role(&self, role: &str) -> PgConnectOptions {
        self.superuser.clone().username(&format!("{}_{role}", self.service))
    }

    async fn copy(
        server: &PgConnectOptions,
        service: &str,
        migrators: &[&'static Migrator],
    ) -> anyhow::Result<Self> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("{service}_{}_{}", process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let mut connection = PgConnection::connect_with(server).await.context("cannot connect")?;
        let template = template(&mut connection, server, service, migrators).await?;
        create_for(&mut connection, service, &name, &template).await?;
        connection.close().await?;
        Ok(Self { service: service.to_owned(), superuser: server.clone().database(&name) })
    }
}

impl Drop for Database {
    /// Drops the database, connections and all. Best effort: the server does not outlive the run.
    fn drop(&mut self) {
        let name = self.superuser.get_database().unwrap_or_default().to_owned();
        let server = self.superuser.clone().database("postgres");
        // In a thread of its own, since a runtime cannot start inside another.
        let dropping = thread::spawn(move || -> anyhow::Result<()> {
            runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
                let mut connection = PgConnection::connect_with(&server).await?;
                let _ = execute(&mut connection, format!(r#"drop database "{name}" with (force)"#)).await;
                Ok(())
            })
        });
        let _ = dropping.join();
    }
}

/// Name of the migrated database of which the tests get copies; made by the first who asks.
async fn template(
    connection: &mut PgConnection,
    server: &PgConnectOptions,
    service: &str,
    migrators: &[&'static Migrator],
) -> anyhow::Result<String> {
    let name = format!("template_{service}_{:016x}", fingerprint(migrators));
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATES).execute(&mut *connection).await?;
    let exists = sqlx::query_scalar("select exists (select from pg_database where datname = $1)").bind(&name);
    if !exists.fetch_one(&mut *connection).await? {
        // Renamed when complete, so that a half-made template is never copied.
        let making = format!("making_{name}");
        execute(connection, format!(r#"drop database if exists "{making}" with (force)"#)).await?;
        sqlx::raw_sql(ROLES).execute(&mut *connection).await.context("roles")?;
        create_for(connection, service, &making, "template0").await?;
        let owner = server.clone().database(&making).username(&format!("{service}_owner"));
        ::database::migrate(&owner, migrators).await.context("migrations")?;
        execute(connection, format!(r#"alter database "{making}" rename to "{name}""#)).await?;
    }
    sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATES).execute(connection).await?;
    Ok(name)
}

/// Creates a database whose owner is the service's, and which only the service's roles enter.
async fn create_for(
    connection: &mut PgConnection,
    service: &str,
    name: &str,
    template: &str,
) -> sqlx::Result<()> {
    for statement in [
        format!(r#"create database "{name}" owner "{service}_owner" template "{template}""#),
        format!(r#"revoke all on database "{name}" from public"#),
        format!(r#"grant connect on database "{name}" to "{service}_rpc", "{service}_system""#),
    ] {
        execute(connection, statement).await?;
    }
    Ok(())
}

async fn execute(connection: &mut PgConnection, statement: String) -> sqlx::Result<()> {
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await?;
    Ok(())
}

fn fingerprint(migrators: &[&'static Migrator]) -> u64 {
    let mut hasher = DefaultHasher::new();
    for migration in migrators.iter().flat_map(|migrator| migrator.iter()) {
        (migration.version, &migration.checksum).hash(&mut hasher);
    }
    hasher.finish()
}
