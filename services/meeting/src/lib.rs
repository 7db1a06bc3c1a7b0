//! 联席会议: the meeting service. The office of the joint meeting runs its work here by the regulation's second part (联席会议制度):
//! from the roster and the topics to meetings, minutes, resolutions and rulings.
//!
//! `rules` is the law as pure functions, `model` what is kept, `store` its SQL, `incoming` what other services bring, `operations`
//! what is done inside one transaction, `rpc` the door for callers, `minutes_paper` what minutes say on paper.

mod app;
mod calendar_entry;
mod incoming;
mod minutes_paper;
mod model;
mod operations;
mod policy;
mod rpc;
mod rules;
mod serve;
pub mod settings;
mod store;

use sqlx::migrate::Migrator;

pub use app::App;
pub use policy::RULES;
pub use serve::{Start, serve};
pub use settings::SERVICE;

/// This service's own tables, in the schema `meeting`.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Every schema of the service's database, in the order in which they build on each other.
pub static MIGRATORS: [&Migrator; 5] =
    [&mailbox::MIGRATOR, &reference::MIGRATOR, &shell::MIGRATOR, &numbers::MIGRATOR, &MIGRATOR];

/// The service as a process.
pub const PROGRAM: shell::Program<settings::Service> = shell::Program {
    name: SERVICE,
    about: "联席会议服务: the meeting service of the platform",
    load: settings::load,
    migrators: &MIGRATORS,
    serve: |start, shutdown| Box::pin(serve(start, shutdown)),
};
