//! Accepting connections: handshakes in parallel, each with a time limit.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, anyhow};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;

use super::{certificates::Certificates, connection::Connection, limits::Limits};
use crate::gate::Shares;

/// Handshakes at the same moment; more connections wait unaccepted.
const HANDSHAKES_AT_ONCE: usize = 256;
/// Handshakes at the same moment of one address, so that none can take all the places; its further connections are
/// closed. Not fewer: all who come through one proxy have one address.
const HANDSHAKES_OF_ONE: usize = 64;
/// Connections of one certificate; its further ones are closed after the handshake. A system needs one, and each call of a command line.
const CONNECTIONS_OF_ONE: usize = 64;
/// Connections in all: fewer than the file handles that a process commonly has.
const CONNECTIONS: usize = 900;
/// How long to wait after the system refused to accept, for example for want of file handles.
const BREATHER: Duration = Duration::from_millis(100);

type Accepted = mpsc::Sender<io::Result<Connection>>;

/// What limits connections.
#[derive(Clone)]
struct ConnectionLimits {
    handshakes: Arc<Semaphore>,
    of_address: Arc<Shares<IpAddr>>,
    connections: Arc<Semaphore>,
    of_certificate: Arc<Shares<Arc<str>>>,
}

impl ConnectionLimits {
    fn new() -> Self {
        Self {
            handshakes: Arc::new(Semaphore::new(HANDSHAKES_AT_ONCE)),
            of_address: Arc::new(Shares::new(HANDSHAKES_OF_ONE)),
            connections: Arc::new(Semaphore::new(CONNECTIONS)),
            of_certificate: Arc::new(Shares::new(CONNECTIONS_OF_ONE)),
        }
    }
}

/// The connections that came through the handshake. Dropping the stream closes the port; cancelling `cut` ends all
/// connections that it gave.
pub(crate) fn incoming(
    listener: TcpListener,
    certificates: Arc<Certificates>,
    cut: CancellationToken,
    limits: Limits,
) -> ReceiverStream<io::Result<Connection>> {
    let (accepted, connections) = mpsc::channel(1);
    tokio::spawn(async move {
        let limited = ConnectionLimits::new();
        loop {
            let Ok(place) = Arc::clone(&limited.handshakes).acquire_owned().await else { return };
            let Some((stream, address)) = arrival(&listener, &accepted).await else { return };
            let Some(share) = limited.of_address.take(address.ip().to_canonical()) else {
                failed(address, &anyhow!("too many handshakes of one address at once"));
                continue;
            };
            let Ok(connection) = Arc::clone(&limited.connections).try_acquire_owned() else {
                failed(address, &anyhow!("too many connections"));
                continue;
            };
            let acceptor = TlsAcceptor::from(certificates.config());
            let accepted = accepted.clone();
            let cut = cut.clone();
            let of_certificate = Arc::clone(&limited.of_certificate);
            tokio::spawn(async move {
                let _places = (place, share);
                let shaken = shake_hands(acceptor, stream, address, cut, limits.handshake).await;
                let admitted = shaken.and_then(|shaken| {
                    let share = of_certificate.take(shaken.fingerprint());
                    let share = share.context("too many connections of one certificate")?;
                    Ok(shaken.holding([connection, share], limits.first_byte))
                });
                match admitted {
                    // Fails only when the server has ended.
                    Ok(connection) => drop(accepted.send(Ok(connection)).await),
                    Err(error) => failed(address, &error),
                }
            });
        }
    });
    ReceiverStream::new(connections)
}

/// The next connection; none when the server has ended.
async fn arrival(listener: &TcpListener, accepted: &Accepted) -> Option<(TcpStream, SocketAddr)> {
    loop {
        let arrival = tokio::select! {
            () = accepted.closed() => return None,
            arrival = listener.accept() => arrival,
        };
        match arrival {
            Ok(arrival) => return Some(arrival),
            Err(error) => tracing::error!(%error, "cannot accept"),
        }
        // Ends early when the server does.
        let _over = timeout(BREATHER, accepted.closed()).await;
    }
}

async fn shake_hands(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    address: SocketAddr,
    cut: CancellationToken,
    limit: Duration,
) -> anyhow::Result<Connection> {
    stream.set_nodelay(true)?;
    let handshake = timeout(limit, acceptor.accept(stream));
    let Some(stream) = cut.run_until_cancelled(handshake).await else { anyhow::bail!("the server ends") };
    Connection::new(stream??, address, cut)
}

fn failed(address: SocketAddr, error: &anyhow::Error) {
    metrics::counter!("shenguan_tls_handshakes_failed_total").increment(1);
    tracing::warn!(peer = %address.ip(), error = format!("{error:#}"), "handshake failed");
}
