//! Work that is done periodically. A pass takes no input and can be repeated; one that failed is done again at the next.

use std::{fmt, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use sqlx::{PgConnection, PgPool};
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;

/// One pass, inside a transaction of its own; its result is how much was done.
type Pass = dyn for<'a> Fn(&'a mut PgConnection) -> BoxFuture<'a, Result<usize, sqlx::Error>> + Send + Sync;

/// A periodic pass.
#[derive(Clone)]
pub struct Sweep {
    name: &'static str,
    every: Duration,
    pool: PgPool,
    pass: Arc<Pass>,
}

impl Sweep {
    /// A sweep with a name for logs and its pace; `pool` is the system role's.
    pub fn new<P>(name: &'static str, every: Duration, pool: &PgPool, pass: P) -> Self
    where
        P: for<'a> Fn(&'a mut PgConnection) -> BoxFuture<'a, Result<usize, sqlx::Error>>
            + Send
            + Sync
            + 'static,
    {
        Self { name, every, pool: pool.clone(), pass: Arc::new(pass) }
    }

    /// Passes at its pace until `shutdown`; while a pass finds something to do, at once again.
    pub(super) async fn run(self, shutdown: CancellationToken) -> anyhow::Result<()> {
        let mut pace = interval(self.every);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = pace.tick() => {}
                () = shutdown.cancelled() => return Ok(()),
            }
            match self.pass().await {
                Ok(0) => {}
                Ok(done) => {
                    tracing::info!(sweep = self.name, done, "swept");
                    pace.reset_immediately();
                }
                Err(error) => tracing::error!(sweep = self.name, %error, "a sweep failed and is done again"),
            }
        }
    }

    /// Makes one pass and commits it; the result is how much was done.
    pub async fn pass(&self) -> Result<usize, sqlx::Error> {
        database::bounded(async {
            let mut tx = database::begin(&self.pool).await?;
            let done = (self.pass)(&mut tx).await?;
            tx.commit().await?;
            Ok(done)
        })
        .await
    }
}

impl fmt::Debug for Sweep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sweep").field("name", &self.name).field("every", &self.every).finish_non_exhaustive()
    }
}
