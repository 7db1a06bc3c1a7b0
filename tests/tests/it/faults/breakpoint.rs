//! The database as a breakpoint: a trigger lets a service's transaction stand still at one exact step, where it can be killed.

use scenarios::stage::{Program, until};
use sqlx::{AssertSqlSafe, PgPool};

use crate::ledger::count;

/// A closed gate in the database of one service: advisory lock 7, which nobody else takes.
pub(crate) struct Breakpoint {
    database: PgPool,
    /// Holds the gate closed; its end opens it.
    gate: database::Tx,
}

impl Breakpoint {
    /// From now on whoever comes to this trigger stands still; `at` is its `create trigger` up to the function.
    pub(crate) async fn set(database: &PgPool, at: &str) -> anyhow::Result<Self> {
        let mut gate = database::begin(database).await?;
        sqlx::raw_sql("select pg_advisory_xact_lock(7)").execute(&mut *gate).await?;
        let trap = format!(
            "create schema breakpoint;
             create function breakpoint.stand_still() returns trigger language plpgsql set lock_timeout = 0 as $$
             begin
                 perform pg_advisory_xact_lock_shared(7);
                 return coalesce(new, old);
             end $$;
             {at} execute function breakpoint.stand_still()"
        );
        sqlx::raw_sql(AssertSqlSafe(trap)).execute(database).await?;
        Ok(Self { database: database.clone(), gate })
    }

    /// Waits until somebody stands at it.
    pub(crate) async fn reached(&self) -> anyhow::Result<()> {
        until("somebody to stand at the breakpoint", async || {
            let standing = "select count(*) from pg_locks
                where locktype = 'advisory' and classid = 0 and objid = 7 and not granted
                    and database = (select oid from pg_database where datname = current_database())";
            Ok((count(&self.database, standing).await? > 0).then_some(()))
        })
        .await
    }

    /// Kills the service that stands at it: what was not committed never will be.
    pub(super) async fn kill(self, program: &mut Program) -> anyhow::Result<()> {
        kill(program, &self.database).await?;
        self.let_go().await
    }

    /// Lets whoever stands at it go on, and goes away.
    pub(crate) async fn let_go(self) -> anyhow::Result<()> {
        self.gate.rollback().await?;
        sqlx::raw_sql("drop schema breakpoint cascade").execute(&self.database).await?;
        Ok(())
    }
}

/// Kills the service (`kill -9`) and waits until its sessions are gone: one that waits for a lock does not notice by itself
/// that nobody listens any more, and could still commit.
pub(super) async fn kill(program: &mut Program, database: &PgPool) -> anyhow::Result<()> {
    program.kill()?;
    until("the sessions of the killed to end", async || {
        let left = "select count(pg_terminate_backend(pid)) from pg_stat_activity
            where datname = current_database() and usename <> current_user";
        Ok((count(database, left).await? == 0).then_some(()))
    })
    .await
}
