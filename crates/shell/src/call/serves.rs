//! What RPCs are asked of: a running service.

use std::future::ready;

use proto::words::meeting::SeatRole;

use super::{context::Context, error::Error, resources::Resources};

/// A running service; its clones share everything.
pub trait Serves: Clone + Send + Sync + 'static {
    /// What its calls go through.
    fn resources(&self) -> &Resources;

    /// Refuses whoever does not hold the seat of the joint meeting that the policy names; only a service with a roster knows.
    fn must_hold(
        &self,
        seat: SeatRole,
        _context: &mut Context<'_>,
    ) -> impl Future<Output = Result<(), Error>> + Send {
        ready(Err(Error::Fault(format!("no roster says who holds the seat of {}", seat.name()))))
    }
}
