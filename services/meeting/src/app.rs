//! What every RPC and sweep of meeting is handed.

use reference::Reference;
use shell::Doors;
use sqlx::PgPool;

/// The running service; clones share it.
#[derive(Clone)]
pub struct App {
    /// Where callers come in: pool of the role `meeting_rpc`, outbox, clock.
    pub(crate) doors: Doors,
    /// Pool of the role `meeting_system`: mailbox and sweeps.
    pub(crate) system: PgPool,
    /// Directory and calendar.
    pub(crate) reference: Reference,
}
