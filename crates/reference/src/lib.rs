//! Reference data that approval owns and every service holds a copy of: directory and calendar.

mod role;

pub use role::Role;

/// This crate's tables, in the schema `reference`.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();
