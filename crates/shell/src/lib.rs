//! What every service process needs around its own work.

mod caller;
mod error;
mod policy;
mod write;

pub use caller::{Caller, Official};
pub use error::Error;
pub use policy::{OfficialNeeded, Rule};
pub use reference::Role;
pub use write::{Attempt, Doors, Write, as_caller, spawned};

/// This crate's tables, in the schema `shell`.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();
