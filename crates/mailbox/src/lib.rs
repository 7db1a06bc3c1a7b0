#![doc = include_str!("../README.md")]

mod arrived_receipts;
mod backoff;
mod broker;
mod budget;
mod digest;
mod drain;
mod enrol;
mod envelope;
mod event;
pub mod events;
mod handle;
mod handlers;
mod identity;
mod inbox;
mod mailbox;
mod metrics;
mod outbox;
pub mod parked;
mod publish;
mod reader;
mod receipt;
mod relay;
mod replay;
mod run;
mod settings;
mod status;
mod stream;
mod subject;
mod todo;
mod transit;

pub use backoff::Backoff;
pub use drain::{Undrained, run_until_empty};
pub use enrol::enrol;
pub use envelope::Incoming;
pub use event::{Event, Verb};
pub use handle::{Handle, OnReceipts, Received, ReceivedReceipt, Rejected};
pub use inbox::Outcome;
pub use mailbox::{Builder, Mailbox};
pub use outbox::{Messages, Outbox};
pub use replay::Replayed;
pub use settings::{Broker, Settings, Stream, TlsFiles};
pub use status::{ReceiverStatus, Status, status};
pub use transit::{AnswersTransit, have_arrived};

/// This crate's tables, in the schema `mailbox`.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!();
