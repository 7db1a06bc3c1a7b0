//! Periodic passes, each enough by itself; signals only hurry them.

mod recount_clocks;

use std::time::Duration;

use shell::Sweep;
use sqlx::PgPool;

use crate::{Exchange, Host};

/// How often it is asked whether the calendar has changed since clocks were counted.
const RECOUNTING: Duration = Duration::from_secs(5);

/// The sweeps of the exchange; `system` is the system role's pool.
pub fn all<H: Host>(exchange: &Exchange<H>, system: &PgPool) -> Vec<Sweep> {
    let exchange = exchange.clone();
    vec![Sweep::new("recount_clocks", RECOUNTING, system, move |tx| {
        let exchange = exchange.clone();
        Box::pin(async move { recount_clocks::recount_clocks(&exchange, tx).await })
    })]
}
