//! A connection whose handshake is done: it can be cut, and ends by itself when its peer says nothing.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::OwnedSemaphorePermit,
    time::{Sleep, sleep},
};
use tokio_rustls::server::TlsStream;
use tokio_util::sync::{CancellationToken, WaitForCancellationFutureOwned};
use tonic::transport::server::Connected;

use crate::gate::Peer;

/// An encrypted stream that ends, as if the peer had closed it, once it is cut: tonic and hyper may wait for an idle
/// connection for ever (hyperium/hyper#4170).
pub(crate) struct Connection {
    stream: TlsStream<TcpStream>,
    peer: Peer,
    cut: Pin<Box<WaitForCancellationFutureOwned>>,
    /// Runs until the peer has said anything; then there is none.
    silence: Option<Pin<Box<Sleep>>>,
    /// Given back with the connection.
    places: Vec<OwnedSemaphorePermit>,
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
        Ok(Self {
            stream,
            peer: Peer { fingerprint, address },
            cut: Box::pin(cut.cancelled_owned()),
            silence: None,
            places: Vec::new(),
        })
    }

    /// The certificate at the other end.
    pub(crate) fn fingerprint(&self) -> Arc<str> {
        Arc::clone(&self.peer.fingerprint)
    }

    /// The connection with the places that it takes; it ends when its peer says nothing at all for so long.
    #[expect(clippy::disallowed_methods, reason = "it is the silence itself that is waited for")]
    pub(crate) fn holding(
        mut self,
        places: impl IntoIterator<Item = OwnedSemaphorePermit>,
        first_byte: Duration,
    ) -> Self {
        self.places.extend(places);
        self.silence = Some(Box::pin(sleep(first_byte)));
        self
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
        let before = into.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, into);
        if into.filled().len() > before {
            self.silence = None;
        } else if read.is_pending()
            && self.silence.as_mut().is_some_and(|silence| silence.as_mut().poll(cx).is_ready())
        {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        read
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
