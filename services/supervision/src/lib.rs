//! 监管: the supervision service. What approval bureaus decided reaches the supervising bureaus here: they claim it, and the
//! register of supervised subjects (一企一档) fills with it (Art. 13, 22).
//!
//! What is received is claimed and returned in the crate `exchange`, which is mounted here (`serve.rs`): a claim happens in
//! `crates/exchange/src/rpc/delivery/claim.rs`, and `host.rs` says what it changes in the register.
//!
//! `model` is what is kept, `store` its SQL, `operations` what is done inside one transaction, `host` what the exchange
//! changes here, `rpc` the door for callers.

mod app;
mod host;
mod model;
mod operations;
mod policy;
mod rpc;
mod serve;
pub mod settings;
mod store;

use sqlx::migrate::Migrator;

pub use app::App;
pub use policy::RULES;
pub use serve::{Start, serve};
pub use settings::SERVICE;

/// This service's own tables, in the schema `supervision`.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// Every schema of the service's database, in the order in which they build on each other.
pub static MIGRATORS: [&Migrator; 5] =
    [&mailbox::MIGRATOR, &reference::MIGRATOR, &shell::MIGRATOR, &exchange::MIGRATOR, &MIGRATOR];

/// The service as a process.
pub const PROGRAM: shell::Program<settings::Service> = shell::Program {
    name: SERVICE,
    about: "监管服务: the supervision service of the platform",
    load: settings::load,
    migrators: &MIGRATORS,
    serve: |start, shutdown| Box::pin(serve(start, shutdown)),
};
