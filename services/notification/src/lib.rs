//! 提醒: the notification service. What a unit owes by when is known here; whoever owes it is reminded through the channel
//! that they use, until it is done (Art. 20 to 23, 28).
//!
//! `model` is what is kept, `store` its SQL, `incoming` what other services say of their duties, `operations` what is done
//! inside one transaction, `sweeps` what is done again and again, `rpc` the door for callers, `sending` the messages that
//! leave: when, to whom and with which words. On which way they do is the crate `channels`.

mod app;
mod incoming;
mod metrics;
mod model;
mod operations;
mod policy;
mod rpc;
mod rules;
mod sending;
mod serve;
pub mod settings;
mod store;
mod sweeps;
#[cfg(test)]
mod tests;

use sqlx::migrate::Migrator;

pub use app::App;
pub use policy::RULES;
pub use rules::office_hours::OfficeHours;
pub use sending::{Pace, Robots, Sending};
pub use serve::{Start, serve};

/// Name of the service.
pub const SERVICE: &str = "notification";

/// This service's own tables, in the schema `notification`.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Every schema of the service's database, in the order in which they build on each other.
pub static MIGRATORS: [&Migrator; 5] =
    [&mailbox::MIGRATOR, &reference::MIGRATOR, &shell::MIGRATOR, &numbers::MIGRATOR, &MIGRATOR];

/// The service as a process.
pub const PROGRAM: shell::Program<settings::Service> = shell::Program {
    name: SERVICE,
    about: "提醒服务: the notification service of the platform",
    load: settings::load,
    migrators: &MIGRATORS,
    serve: |start, shutdown| Box::pin(serve(start, shutdown)),
};
