//! The one way a fact leaves a service: outbox, relay, inbox, receipts.

mod event;
mod handle;
mod outbox;

pub use event::{Event, Verb};
pub use handle::{Handle, OnReceipts, Received, ReceivedReceipt, Rejected};
pub use outbox::Outbox;

/// This crate's tables, in the schema `mailbox`.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();
