//! Connection pools and transactions that survive cancelled callers, migrations, and what a failure means.
//!
//! Three roles per service: the owner runs migrations and nothing else; `<service>_rpc` serves callers, under row-level
//! security by unit; `<service>_system` serves relay, consumer and sweeps. Superusers and owners bypass row-level
//! security silently, so a service refuses to start as one.

mod failure;
mod owner;
mod pool;
mod row;

pub use failure::{is_passing, without_values};
pub use owner::{bypasses_row_security, migrate};
pub use pool::{Tx, begin, bounded, pool};
pub use row::{inconsistent, one};
