//! A wire to a server that can be cut on the way there: the client speaks, and nobody hears.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

/// Hands on both ways. A connection once cut stays cut to its end; those made later are whole.
pub(super) struct Wire {
    /// Where the client connects: host and port.
    pub(super) address: String,
    cuts: Arc<AtomicU64>,
}

impl Wire {
    /// A wire to the server at this host and port.
    pub(super) async fn to(server: &str) -> anyhow::Result<Self> {
        let server = server.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.to_string();
        let cuts = Arc::new(AtomicU64::new(0));
        let all_cuts = Arc::clone(&cuts);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(&server).await else { continue };
                let (said, mut to_client) = client.into_split();
                let (mut answers, to_server) = server.into_split();
                tokio::spawn(hand_on(said, to_server, Arc::clone(&all_cuts)));
                tokio::spawn(async move { copy(&mut answers, &mut to_client).await });
            }
        });
        Ok(Self { address, cuts })
    }

    /// From now on the server hears nothing of what is said on the connections there are.
    pub(super) fn cut(&self) {
        self.cuts.fetch_add(1, Ordering::SeqCst);
    }
}

/// Until the client is gone, which the server notices in any case.
async fn hand_on(mut said: OwnedReadHalf, mut to_server: OwnedWriteHalf, cuts: Arc<AtomicU64>) {
    let whole = cuts.load(Ordering::SeqCst);
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = said.read(&mut buffer).await {
        if cuts.load(Ordering::SeqCst) == whole && to_server.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
