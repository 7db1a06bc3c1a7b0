//! Who is at the other end of a connection, as the handshake has proven it.

use std::{net::SocketAddr, sync::Arc};

/// The other end of a connection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Peer {
    /// SHA-256 of the SubjectPublicKeyInfo of the certificate, hexadecimal.
    pub(crate) fingerprint: Arc<str>,
    pub(crate) address: SocketAddr,
}
