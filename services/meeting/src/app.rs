//! What every RPC and sweep of meeting is handed.

use std::sync::Arc;

use paper::Press;
use proto::words::meeting::SeatRole;
use reference::Reference;
use seal::Keyring;
use shell::{Context, Error, Resources, Serves};
use sqlx::PgPool;
use workdays::Reading;

use crate::{operations, rules::quorum::Quorum};

/// The running service; clones share it.
#[derive(Clone)]
pub struct App {
    /// Where callers come in: pool of the role `meeting_rpc`, outbox, clock.
    pub(crate) resources: Resources,
    /// Pool of the role `meeting_system`: mailbox and sweeps.
    pub(crate) system: PgPool,
    /// Seals and opens materials.
    pub(crate) at_rest: Keyring,
    /// Prints papers.
    pub(crate) press: Arc<Press>,
    /// The standing name at the head of minutes (纪要标志).
    pub(crate) minutes_heading: Arc<str>,
    /// Directory and calendar.
    pub(crate) reference: Reference,
    /// How the working day before a meeting is counted.
    pub(crate) reading: Reading,
    /// How many of the invited seats have to be taken.
    pub(crate) quorum: Arc<Quorum>,
}

impl Serves for App {
    fn resources(&self) -> &Resources {
        &self.resources
    }

    async fn must_hold(&self, seat: SeatRole, context: &mut Context<'_>) -> Result<(), Error> {
        operations::must_hold(context, seat).await
    }
}
