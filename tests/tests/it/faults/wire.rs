//! A wire to the broker that can be cut on the way there: the client speaks, and nobody hears.

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
    /// Where the client connects.
    pub(super) url: String,
    cuts: Arc<AtomicU64>,
}

impl Wire {
    /// A wire to the broker at `url`.
    pub(super) async fn to(url: &str) -> anyhow::Result<Self> {
        let broker = url.trim_start_matches("nats://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("nats://{}", listener.local_addr()?);
        let cuts = Arc::new(AtomicU64::new(0));
        let all_cuts = Arc::clone(&cuts);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(broker) = TcpStream::connect(&broker).await else { continue };
                let (said, mut to_client) = client.into_split();
                let (mut answers, to_broker) = broker.into_split();
                tokio::spawn(hand_on(said, to_broker, Arc::clone(&all_cuts)));
                tokio::spawn(async move { copy(&mut answers, &mut to_client).await });
            }
        });
        Ok(Self { url, cuts })
    }

    /// From now on the broker hears nothing of what is said on the connections there are.
    pub(super) fn cut(&self) {
        self.cuts.fetch_add(1, Ordering::SeqCst);
    }
}

/// Until the client is gone, which the broker notices in any case.
async fn hand_on(mut said: OwnedReadHalf, mut to_broker: OwnedWriteHalf, cuts: Arc<AtomicU64>) {
    let whole = cuts.load(Ordering::SeqCst);
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = said.read(&mut buffer).await {
        if cuts.load(Ordering::SeqCst) == whole && to_broker.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
