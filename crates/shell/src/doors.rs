//! What a call goes through to the database.

use database::Tx;
use mailbox::Outbox;
use sqlx::PgPool;

use crate::{Caller, Error, store::context};

/// What a call goes through: the pool of the `rpc` role and the outbox.
#[derive(Clone, Debug)]
pub struct Doors {
    /// Pool of the role `<service>_rpc`.
    pub rpc: PgPool,
    /// Woken after each commit.
    pub outbox: Outbox,
    /// The clock.
    pub clock: clock::Clock,
}

/// A running service, of which clones share everything: what RPCs are asked of.
pub trait Serves: Clone + Send + Sync + 'static {
    /// What its calls go through.
    fn doors(&self) -> &Doors;
}

/// Begins a transaction as the caller: row-level security shows what the caller may see. For reads; ends by rollback,
/// or is committed where personal data is shown in clear.
pub async fn as_caller(doors: &Doors, caller: &Caller) -> Result<Tx, Error> {
    let mut tx = database::begin(&doors.rpc).await?;
    context::set(&mut tx, caller, doors.clock.now()).await?;
    Ok(tx)
}
