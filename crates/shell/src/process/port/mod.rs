//! The gRPC port, with an acceptor of our own: certificates must be read again while it runs, and handshakes must be in parallel, timed
//! and counted.

mod certificates;
mod connection;
mod health;
mod incoming;
mod limits;
mod reflection;
mod server;

pub(crate) use limits::sized;
pub use limits::{LARGEST_ANSWER, LARGEST_REQUEST, Limits};
pub use server::{Served, serve};
