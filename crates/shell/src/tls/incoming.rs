//! Accepting connections: handshakes in parallel, each with a time limit.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::anyhow;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::sync::CancellationToken;

use crate::{
    shares::Shares,
    tls::{Certificates, Connection},
};

/// How long a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(5);
/// Handshakes at the same moment; more connections wait unaccepted.
const HANDSHAKES_AT_ONCE: usize = 256;
/// Handshakes at the same moment of one address, so that none can take all the places; its further connections are
/// closed. Not fewer: all who come through one proxy have one address.
const HANDSHAKES_OF_ONE: usize = 64;
/// How long to wait after the system refused to accept, for example for want of file handles.
const BREATHER: Duration = Duration::from_millis(100);

type Accepted = mpsc::Sender<io::Result<Connection>>;

/// The connections that came through the handshake. Dropping the stream closes the port; cancelling `cut` ends all
/// connections that it gave.
pub(crate) fn incoming(
    listener: TcpListener,
    certificates: Arc<Certificates>,
    cut: CancellationToken,
) -> ReceiverStream<io::Result<Connection>> {
    let (accepted, connections) = mpsc::channel(1);
    tokio::spawn(async move {
        let (places, shares) = (Arc::new(Semaphore::new(HANDSHAKES_AT_ONCE)), Shares::new(HANDSHAKES_OF_ONE));
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
            let Some((stream, address)) = arrival(&listener, &accepted).await else { return };
            let Some(share) = shares.take(address.ip().to_canonical()) else {
                failed(address, &anyhow!("too many handshakes of one address at once"));
                continue;
            };
            let (config, accepted, cut) = (certificates.config(), accepted.clone(), cut.clone());
            tokio::spawn(async move {
                let _places = (place, share);
                match shake_hands(TlsAcceptor::from(config), stream, address, cut).await {
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
) -> anyhow::Result<Connection> {
    stream.set_nodelay(true)?;
    let handshake = timeout(HANDSHAKE, acceptor.accept(stream));
    let Some(stream) = cut.run_until_cancelled(handshake).await else { anyhow::bail!("the server ends") };
    Connection::new(stream??, address, cut)
}

fn failed(address: SocketAddr, error: &anyhow::Error) {
    metrics::counter!("shenguan_tls_handshakes_failed_total").increment(1);
    tracing::warn!(peer = %address.ip(), error = format!("{error:#}"), "handshake failed");
}
