//! The tasks of a running mailbox.

use std::{future::Future, time::Duration};

use sqlx::PgPool;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::{
    Mailbox, metrics, reader, receipt,
    relay::{self, Pass},
    status,
};

impl Mailbox {
    /// Relays, reads every peer and sends receipts until shutdown; then finishes the batches in hand. Works
    /// without broker or database for as long as it must. Fails when the database belongs to another service.
    pub async fn run(&self, shutdown: CancellationToken) -> Result<(), sqlx::Error> {
        metrics::describe();
        if !self.knows_itself(&shutdown).await? {
            return Ok(());
        }
        let Some(broker) = self.broker().await else {
            return Err(sqlx::Error::Configuration("the broker's settings do not work".into()));
        };
        let _made_early = self.ready_broker().await;
        let mut tasks = JoinSet::new();
        tasks.spawn(self.clone().relay(shutdown.clone()));
        tasks.spawn(self.clone().send_receipts(shutdown.clone()));
        tasks.spawn(self.clone().measure(shutdown.clone()));
        for peer in self.peers() {
            let mailbox = self.clone();
            let peer = peer.clone();
            let shutdown = shutdown.clone();
            tasks.spawn(async move {
                if let Some(broker) = mailbox.broker().await {
                    reader::read(&mailbox, broker, &peer, &shutdown).await;
                }
            });
        }
        tracing::info!(service = self.service(), peers = ?self.peers(), connected = self.connected(), "mailbox runs");
        while let Some(ended) = tasks.join_next().await {
            // A task that broke would leave the rest at work, and a part of the messages for ever where they are.
            if ended.is_err() {
                return Err(sqlx::Error::WorkerCrashed);
            }
        }
        broker.flush(self.settings().ack_timeout).await;
        tracing::info!(service = self.service(), "mailbox stopped");
        Ok(())
    }

    /// Waits for the database; false at shutdown.
    async fn knows_itself(&self, shutdown: &CancellationToken) -> Result<bool, sqlx::Error> {
        for failures in 0.. {
            match self.incarnation().await {
                Ok(_) => return Ok(true),
                Err(error @ sqlx::Error::Configuration(_)) => return Err(error),
                Err(error) => tracing::warn!(%error, "the mailbox waits for its database"),
            }
            let wait = self.settings().heal_backoff.delay(failures);
            if tokio::time::timeout(wait, shutdown.cancelled()).await.is_ok() {
                return Ok(false);
            }
        }
        Ok(false)
    }

    async fn relay(self, shutdown: CancellationToken) {
        self.repeat(&shutdown, || relay::pass(&self), || self.outbox().woken()).await;
    }

    async fn send_receipts(self, shutdown: CancellationToken) {
        self.repeat(&shutdown, || receipt::pass(&self), || self.receipts_woken()).await;
    }

    /// Passes without pause while there is work, else when woken or after the poll interval. A pass is never
    /// cut short by the end of the service.
    async fn repeat<P, W>(&self, shutdown: &CancellationToken, pass: impl Fn() -> P, woken: impl Fn() -> W)
    where
        P: Future<Output = Result<Pass, sqlx::Error>>,
        W: Future<Output = ()>,
    {
        let mut failures = 0;
        while !shutdown.is_cancelled() {
            let wait = match database::bounded(pass()).await {
                Ok(Pass::Busy) => {
                    failures = 0;
                    continue;
                }
                Ok(Pass::Idle) => {
                    failures = 0;
                    self.settings().poll
                }
                Ok(Pass::Failed) => self.after_failure(&mut failures),
                Err(error) => {
                    tracing::warn!(%error, "the mailbox cannot read its database");
                    self.after_failure(&mut failures)
                }
            };
            tokio::select! {
                () = shutdown.cancelled() => {}
                _ = tokio::time::timeout(wait, woken()) => {}
            }
        }
    }

    fn after_failure(&self, failures: &mut u32) -> Duration {
        let wait = self.settings().heal_backoff.delay(*failures);
        *failures = failures.saturating_add(1);
        wait
    }

    async fn measure(self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            if let Err(error) = database::bounded(measure_once(self.pool())).await {
                tracing::debug!(%error, "gauges not measured");
            }
            let _stopped = tokio::time::timeout(self.settings().gauges, shutdown.cancelled()).await;
        }
    }
}

async fn measure_once(pool: &PgPool) -> Result<(), sqlx::Error> {
    let mut connection = pool.acquire().await?;
    let receivers = status::enrolled(&mut connection).await?;
    let parked = status::parked(&mut connection).await?;
    metrics::depths(&receivers, parked);
    Ok(())
}
