//! One end of a way: a service that is killed and starts again.

use async_nats::jetstream::{self, consumer::PullConsumer};
use scenarios::stage::{Ground, Program};
use sqlx::PgPool;

use super::{breakpoint::kill, wire::Wire};

/// A service that is one end of the way.
pub(super) struct Side<'stage> {
    pub(super) program: &'stage mut Program,
    pub(super) database: PgPool,
    pub(super) wire: Wire,
    /// Where it stands in the stream of the other.
    pub(super) place: PullConsumer,
}

impl<'stage> Side<'stage> {
    /// Starts the service again, on a wire to the broker that can be cut; the broker soon brings again what it does not ack.
    pub(super) async fn restart(
        program: &'stage mut Program,
        database: &PgPool,
        ground: &Ground,
        service: &str,
        peer: &str,
    ) -> anyhow::Result<Self> {
        let wire = Wire::to(ground.nats.trim_start_matches("nats://")).await?;
        program.set("SHENGUAN__NATS__URL", &format!("nats://{}", wire.address));
        program.set("SHENGUAN__NATS__ACK_WAIT_SECONDS", "1");
        kill(program, database).await?;
        let place = place(ground, service, peer).await?;
        let mut side = Self { program, database: database.clone(), wire, place };
        side.rise().await?;
        Ok(side)
    }

    /// The service starts again. The leases of the dead end at once, without the wait.
    pub(super) async fn rise(&mut self) -> anyhow::Result<()> {
        sqlx::raw_sql(
            "update mailbox.todo set next_at = clock_timestamp() where epoch = 0;
             update mailbox.receipt set next_at = clock_timestamp()",
        )
        .execute(&self.database)
        .await?;
        self.program.start()?;
        self.program.ready().await
    }
}

/// Where a service stands in the stream of a peer, as the broker knows it.
pub(super) async fn place(ground: &Ground, service: &str, peer: &str) -> anyhow::Result<PullConsumer> {
    let broker = jetstream::new(async_nats::connect(&ground.nats).await?);
    let stream = format!("SHENGUAN_{}_{}", ground.county, peer.to_uppercase());
    Ok(broker.get_consumer_from_stream(format!("{service}_from_{peer}"), stream).await?)
}
