//! The invariants of the platform, read from the databases as a superuser.
//!
//! What is proven: every routed decision has one push, whose routing snapshot is the map's and is what was delivered; every
//! message is in the peer exactly once with the same body; both sides agree about every delivery; a delivery has one claim
//! at most, and was entered into the register once; every clock was opened and closed once; nothing is under way.

mod duties;
mod invariants;

use std::collections::BTreeSet;

use anyhow::ensure;
use ids::Uuid;
use scenarios::stage::{Stage, until};
use sqlx::{PgPool, postgres::PgConnectOptions};

/// The databases.
pub(crate) struct Ledger {
    pub(crate) approval: PgPool,
    pub(crate) supervision: PgPool,
    /// Where it is installed.
    pub(crate) notification: Option<PgPool>,
}

/// How much there is of everything, once it was proven to be sound.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) decisions: i64,
    pub(crate) pushes: i64,
    pub(crate) deliveries: i64,
    pub(crate) claimed: i64,
}

impl Ledger {
    pub(crate) fn open(stage: &Stage) -> Self {
        let pool = |database: &str| {
            let options: PgConnectOptions = stage.ground.postgres.clone().database(database);
            database::pool(options, 2)
        };
        let databases = &stage.ground.databases;
        Self {
            approval: pool(&databases[0]),
            supervision: pool(&databases[1]),
            notification: databases.get(2).map(|database| pool(database)),
        }
    }

    /// Waits until nothing is under way between the services; fails when it gets no less for too long.
    pub(crate) async fn settle(&self) -> anyhow::Result<()> {
        let mut last = self.pending().await?;
        while last > 0 {
            last = until("less to be under way", async || {
                let pending = self.pending().await?;
                ensure!(pending < last, "{pending} messages have no receipt");
                Ok(Some(pending))
            })
            .await?;
        }
        Ok(())
    }

    /// Messages that a receiver has not receipted, in both directions.
    pub(crate) async fn pending(&self) -> anyhow::Result<i64> {
        let mut pending = 0;
        for pool in [&self.approval, &self.supervision] {
            pending += count(pool, "select count(*) from mailbox.todo where parked_at is null").await?;
        }
        Ok(pending)
    }

    /// Waits until nothing is under way, then proves every invariant.
    pub(crate) async fn prove(&self) -> anyhow::Result<Tally> {
        self.settle().await?;
        invariants::every_decision_has_one_push_as_routed(&self.approval).await?;
        invariants::every_message_is_in_the_peer_once(&self.approval, &self.supervision).await?;
        invariants::every_message_is_in_the_peer_once(&self.supervision, &self.approval).await?;
        invariants::both_sides_agree(&self.approval, &self.supervision).await?;
        invariants::every_delivery_is_in_the_register(&self.supervision).await?;
        invariants::a_delivery_is_claimed_once_at_most(&self.supervision).await?;
        duties::every_clock_runs_once(&self.approval, &self.supervision).await?;
        if let Some(notification) = &self.notification {
            duties::the_duty_ledger_agrees(notification, &self.approval, &self.supervision).await?;
        }
        Ok(Tally {
            decisions: count(&self.approval, "select count(*) from approval.decision").await?,
            pushes: count(&self.approval, "select count(*) from exchange.push").await?,
            deliveries: count(&self.supervision, "select count(*) from exchange.delivery").await?,
            claimed: count(&self.approval, "select count(*) from exchange.delivery where state = 'claimed'")
                .await?,
        })
    }

    /// Fails unless every one of these decisions is there: what a caller was told is recorded stays recorded.
    pub(crate) async fn has_decisions(&self, ids: &[String]) -> anyhow::Result<()> {
        let there: Vec<Uuid> =
            sqlx::query_scalar("select id from approval.decision").fetch_all(&self.approval).await?;
        let there: BTreeSet<String> = there.iter().map(ToString::to_string).collect();
        let lost: Vec<&String> = ids.iter().filter(|id| !there.contains(*id)).collect();
        ensure!(lost.is_empty(), "acknowledged and lost: {lost:?}");
        Ok(())
    }
}

/// One number.
pub(crate) async fn count(pool: &PgPool, statement: &'static str) -> anyhow::Result<i64> {
    Ok(sqlx::query_scalar(statement).fetch_one(pool).await?)
}
