//! A wire to the broker on which the answers can get lost.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

/// Hands on what the client says, and what the broker answers as long as nobody is deaf.
pub(crate) struct Wire {
    /// Where the client connects.
    pub(crate) url: String,
    deaf: Arc<AtomicBool>,
}

impl Wire {
    /// A wire to the broker at `url`.
    pub(crate) async fn to(url: &str) -> Self {
        let broker = url.trim_start_matches("nats://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("nats://{}", listener.local_addr().unwrap());
        let deaf = Arc::new(AtomicBool::new(false));
        let lost = Arc::clone(&deaf);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(broker) = TcpStream::connect(&broker).await else { continue };
                let (mut said, to_client) = client.into_split();
                let (answers, mut to_broker) = broker.into_split();
                tokio::spawn(async move { copy(&mut said, &mut to_broker).await });
                tokio::spawn(hand_on(answers, to_client, Arc::clone(&lost)));
            }
        });
        Self { url, deaf }
    }

    /// From now on answers are lost, or heard again.
    pub(crate) fn lose_answers(&self, lost: bool) {
        self.deaf.store(lost, Ordering::SeqCst);
    }
}

async fn hand_on(mut answers: OwnedReadHalf, mut to_client: OwnedWriteHalf, lost: Arc<AtomicBool>) {
    let mut buffer = vec![0; 16 * 1024];
    while let Ok(length @ 1..) = answers.read(&mut buffer).await {
        if !lost.load(Ordering::SeqCst) && to_client.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
