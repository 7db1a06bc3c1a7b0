//! 审批: the approval service. It owns the directory, the working-day calendar, the catalogue of items, the responsibility
//! map and the decisions, and pushes each decision to the units that supervise (Art. 22).
//!
//! `rules` is the law as pure functions, `model` what is kept, `store` its SQL, `operations` what is done inside one
//! transaction, `rpc` the door for callers.

mod app;
mod host;
mod import;
mod import_places;
mod model;
mod operations;
mod policy;
mod rpc;
mod rules;
mod serve;
pub mod settings;
mod store;
mod sweeps;
#[cfg(test)]
mod tests;

use sqlx::migrate::Migrator;

pub use app::App;
pub use policy::RULES;
pub use serve::{Start, serve};
pub use settings::SERVICE;

/// This service's own tables, in the schema `approval`.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Every schema of the service's database, in the order in which they build on each other.
pub static MIGRATORS: [&Migrator; 5] =
    [&mailbox::MIGRATOR, &reference::MIGRATOR, &shell::MIGRATOR, &exchange::MIGRATOR, &MIGRATOR];

/// The service as a process.
pub const PROGRAM: shell::Program<settings::Service> = shell::Program {
    name: SERVICE,
    about: "审批服务: the approval service of the platform",
    load: settings::load,
    migrators: &MIGRATORS,
    serve: |start, shutdown| Box::pin(serve(start, shutdown)),
};
