//! Reference data that approval owns and every service holds a copy of: directory (单位、经办人、证书) and calendar.
//!
//! Tables in the schema `reference` of each service's database, written in approval by its operations and elsewhere from
//! events; an older version never overwrites a newer one, so events may come twice and in any order. [`Reference`] holds
//! a snapshot in memory that is at most seconds old, and says so when it is not.

mod age;
mod directory;
mod handle;
mod model;
mod snapshot;
pub mod store;

pub use directory::Directory;
pub use model::{CalendarYear, CertificateKey, Closure, Fingerprint, Official, Unit};
pub use proto::words::reference::{Role, UnitKind};
pub use snapshot::Reference;

/// This crate's tables, in the schema `reference`.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();
