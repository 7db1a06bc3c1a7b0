//! Real servers and databases for tests and demonstrations, private to one run.
//!
//! `with-servers -- CMD` (`--durable` before it: as fast as disks let it be, for benchmarks) starts PostgreSQL and NATS, runs CMD and stops them; in its tests, [`servers`] names them and
//! [`Database::create`] gives each test a database of its own. A test that breaks a server starts one for itself:
//! [`Postgres::start`], [`Nats::start`]. What the platform sends outside comes to a [`MailServer`] or an HTTP [`peer`].

mod database;
mod folder;
mod mail_server;
mod nats;
pub mod peer;
mod port;
mod postgres;
mod run;
mod server;
mod tool;

pub use database::Database;
pub use folder::Folder;
pub use mail_server::MailServer;
pub use nats::Nats;
pub use port::free as free_port;
pub use postgres::Postgres;
pub use run::{NATS_VARIABLE, POSTGRES_VARIABLE, Servers, scale, servers};
pub use tool::postgres as postgres_program;
