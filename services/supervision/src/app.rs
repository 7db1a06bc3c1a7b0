//! What every RPC and sweep of supervision is handed.

use exchange::Exchange;
use shell::{Resources, Serves};
use sqlx::PgPool;

use crate::host::Supervision;

/// The running service; clones share it.
#[derive(Clone)]
pub struct App {
    /// The exchange as it is mounted here; it holds the resources of the role `supervision_rpc`, the reference data and the
    /// keys.
    pub exchange: Exchange<Supervision>,
    /// Pool of the role `supervision_system`: sweeps.
    pub system: PgPool,
}

impl Serves for App {
    fn resources(&self) -> &Resources {
        &self.exchange.resources
    }
}
