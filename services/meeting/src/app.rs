//! What every RPC and sweep of meeting is handed.

use std::sync::Arc;

use reference::Reference;
use seal::Keyring;
use shell::{Doors, Serves};
use sqlx::PgPool;
use workdays::Reading;

use crate::{printing::Press, rules::quorum::Quorum};

/// The running service; clones share it.
#[derive(Clone)]
pub struct App {
    /// Where callers come in: pool of the role `meeting_rpc`, outbox, clock.
    pub(crate) doors: Doors,
    /// Pool of the role `meeting_system`: mailbox and sweeps.
    pub(crate) system: PgPool,
    /// Seals and opens materials.
    pub(crate) at_rest: Keyring,
    /// Prints minutes.
    pub(crate) press: Arc<Press>,
    /// Directory and calendar.
    pub(crate) reference: Reference,
    /// How the working day before a meeting is counted.
    pub(crate) reading: Reading,
    /// How many of the invited seats have to be taken.
    pub(crate) quorum: Arc<Quorum>,
}

impl Serves for App {
    fn doors(&self) -> &Doors {
        &self.doors
    }
}
