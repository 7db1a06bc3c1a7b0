//! A wire to a server that can be cut on the way there, so that the client speaks and nobody hears, or fall silent both ways.

use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

/// Hands on both ways. A connection once cut or silent stays so to its end; those made later are whole.
pub(super) struct Wire {
    /// Where the client connects: host and port.
    pub(super) address: String,
    there: Direction,
    back: Direction,
}

impl Wire {
    /// A wire to the server at this host and port.
    pub(super) async fn to(server: &str) -> anyhow::Result<Self> {
        let server = server.to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?.to_string();
        let (there, back) = (Direction::default(), Direction::default());
        let wire = Self { address, there: there.clone(), back: back.clone() };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(&server).await else { continue };
                let (said, to_client) = client.into_split();
                let (answers, to_server) = server.into_split();
                tokio::spawn(there.clone().hand_on(said, to_server));
                tokio::spawn(back.clone().hand_on(answers, to_client));
            }
        });
        Ok(wire)
    }

    /// From now on the server hears nothing of what is said on the connections there are; that a client is gone it notices.
    pub(super) fn cut(&self) {
        self.there.cuts.fetch_add(1, Ordering::SeqCst);
    }

    /// From now on neither end hears anything on the connections there are, not even that the other is gone.
    pub(super) fn fall_silent(&self) {
        for direction in [&self.there, &self.back] {
            direction.silences.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// One direction of every connection.
#[derive(Clone, Default)]
struct Direction {
    cuts: Arc<AtomicU64>,
    silences: Arc<AtomicU64>,
}

impl Direction {
    async fn hand_on(self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
        let (uncut, unsilenced) = self.now();
        let mut buffer = vec![0; 16 * 1024];
        while let Ok(length @ 1..) = from.read(&mut buffer).await {
            let whole = self.now() == (uncut, unsilenced);
            if whole && to.write_all(&buffer[..length]).await.is_err() {
                return;
            }
        }
        if self.now().1 != unsilenced {
            pending::<()>().await;
        }
    }

    fn now(&self) -> (u64, u64) {
        (self.cuts.load(Ordering::SeqCst), self.silences.load(Ordering::SeqCst))
    }
}
