//! How a call reaches the database: always in a transaction that knows who is calling.

use database::Tx;
use mailbox::Outbox;
use sqlx::PgPool;

use super::{caller::Caller, error::Error, store::context};

/// What a call goes through: the pool of the `rpc` role, the outbox and the clock.
#[derive(Clone, Debug)]
pub struct Resources {
    /// Pool of the role `<service>_rpc`.
    pub rpc: PgPool,
    /// Woken after each commit.
    pub outbox: Outbox,
    /// The clock.
    pub clock: clock::Clock,
}

/// Begins a transaction as the caller: row-level security shows what the caller may see. For reads; ends by rollback,
/// or is committed where personal data is shown in clear.
pub async fn as_caller(resources: &Resources, caller: &Caller) -> Result<Tx, Error> {
    let mut tx = database::begin(&resources.rpc).await?;
    context::set(&mut tx, caller, resources.clock.now()).await?;
    Ok(tx)
}
