//! The servers and databases that tests stand on.
#![expect(clippy::unwrap_used, reason = "what a test sets up is there, or the test fails")]

mod database;
mod nats;
mod postgres;
mod with_servers;
