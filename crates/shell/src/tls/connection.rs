//! A connection whose handshake is done.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::server::TlsStream;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use tonic::transport::server::Connected;

/// Who is at the other end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Peer {
    /// SHA-256 of the SubjectPublicKeyInfo of the certificate, hexadecimal.
    pub(crate) fingerprint: Arc<str>,
    pub(crate) address: SocketAddr,
}

/// An encrypted stream that ends, as if the peer had closed it, once it is cut: tonic and hyper may wait for an idle
/// connection for ever (hyperium/hyper#4170).
pub(crate) struct Connection {
    stream: TlsStream<TcpStream>,
    peer: Peer,
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
}

impl Connection {
    /// Fails where the certificate cannot be read, which the handshake has ruled out.
    pub(crate) fn new(
        stream: TlsStream<TcpStream>,
        address: SocketAddr,
        cut: CancellationToken,
    ) -> anyhow::Result<Self> {
        let certificates = stream.get_ref().1.peer_certificates().unwrap_or_default();
        let certificate = certificates.first().map_or(&[][..], |certificate| certificate.as_ref());
        let fingerprint = certs::fingerprint(certificate)?.into();
        Ok(Self { stream, peer: Peer { fingerprint, address }, cut: Box::pin(cut.cancelled_owned()) })
    }
}

impl Connected for Connection {
    type ConnectInfo = Peer;

    fn connect_info(&self) -> Peer {
        self.peer.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.cut.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, from: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, from)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
