//! mTLS of the gRPC port: our own acceptor, since certificates must be read again while it runs, and handshakes must be
//! in parallel, timed and counted.

mod certificates;
mod connection;
mod incoming;

pub(crate) use certificates::Certificates;
pub(crate) use connection::{Connection, Peer};
pub(crate) use incoming::incoming;
