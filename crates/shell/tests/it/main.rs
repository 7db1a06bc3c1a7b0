//! The shell on real PostgreSQL and real sockets, with the real database roles.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod admin;
mod audit;
mod cancelled;
mod gate;
mod grpc_web;
mod handshake;
mod limits;
mod mailbox;
mod port;
mod shutdown;
mod stage;
mod write;
