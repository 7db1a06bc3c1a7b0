//! The servers and databases that tests stand on.

mod database;
mod nats;
mod postgres;
mod with_servers;
