//! Reading a peer's stream: batches to the inbox, then acks. Whatever goes wrong with the stream, the
//! consumer is made anew after a wait; what was delivered and not acked comes again.

use async_nats::{
    Error,
    jetstream::{AckKind, Message, consumer::pull},
};
use futures::{StreamExt, future::join_all};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::{
    Incoming, Mailbox, Outcome,
    broker::Broker,
    envelope::{BODY_SHA256, MESSAGE_ID, TRACEPARENT},
};

/// Reads until shutdown.
pub(crate) async fn read(mailbox: &Mailbox, broker: &Broker, peer: &str, shutdown: &CancellationToken) {
    let mut connections = broker.connections();
    let mut failures = 0;
    while !shutdown.is_cancelled() {
        // A new connection may be to a broker that has forgotten us.
        connections.mark_unchanged();
        let ended = tokio::select! {
            biased;
            () = shutdown.cancelled() => return,
            _ = connections.changed() => continue,
            opened = open(mailbox, broker, peer) => opened,
        };
        let error = match ended {
            Ok(messages) => {
                failures = 0;
                consume(mailbox, peer, messages, &mut connections, shutdown).await
            }
            Err(error) => Some(error),
        };
        let Some(error) = error else { continue };
        tracing::debug!(%error, peer, failures, "reading stopped; the consumer is made anew");
        let wait = mailbox.settings().heal_backoff.delay(failures);
        failures = failures.saturating_add(1);
        tokio::select! {
            () = shutdown.cancelled() => return,
            _ = tokio::time::timeout(wait, connections.changed()) => {}
        }
    }
}

/// Takes a batch of what is there now. Whether there was anything.
pub(crate) async fn read_available(mailbox: &Mailbox, broker: &Broker, peer: &str) -> Result<bool, Error> {
    let consumer = broker.consumer(mailbox.service(), peer, mailbox.settings()).await?;
    let fetched = consumer.fetch().max_messages(mailbox.settings().batch).messages().await?;
    let messages: Vec<Message> = fetched.filter_map(|message| async { message.ok() }).collect().await;
    // A fetch may come back empty a moment before the broker hands out what it has just stored.
    let was_there = !messages.is_empty() || consumer.cached_info().num_pending > 0;
    take(mailbox, peer, messages).await;
    Ok(was_there)
}

async fn open(mailbox: &Mailbox, broker: &Broker, peer: &str) -> Result<pull::Stream, Error> {
    let settings = mailbox.settings();
    let consumer = broker.consumer(mailbox.service(), peer, settings).await?;
    let stream = consumer
        .stream()
        .max_messages_per_batch(settings.batch)
        .heartbeat(settings.heartbeat)
        .expires(settings.heartbeat * 3)
        .messages();
    Ok(stream.await?)
}

/// None at shutdown and after a reconnection.
async fn consume(
    mailbox: &Mailbox,
    peer: &str,
    messages: pull::Stream,
    connections: &mut watch::Receiver<u64>,
    shutdown: &CancellationToken,
) -> Option<Error> {
    let mut chunks = messages.ready_chunks(mailbox.settings().batch);
    loop {
        let chunk = tokio::select! {
            biased;
            () = shutdown.cancelled() => return None,
            _ = connections.changed() => return None,
            chunk = chunks.next() => chunk,
        };
        let mut sound = Vec::new();
        let mut error = None;
        for message in chunk.unwrap_or_default() {
            match message {
                Ok(message) => sound.push(message),
                Err(cause) => error = Some(cause),
            }
        }
        if sound.is_empty() && error.is_none() {
            return Some("the stream ended".into());
        }
        take(mailbox, peer, sound).await;
        if let Some(error) = error {
            return Some(error.into());
        }
    }
}

/// Commits first, acks after: a crash between the two brings a message again, never loses one.
async fn take(mailbox: &Mailbox, peer: &str, messages: Vec<Message>) {
    let batch: Vec<Incoming> = messages.iter().map(|message| incoming(peer, message)).collect();
    let outcomes = mailbox.take(&batch).await;
    let acks = messages.iter().zip(outcomes).map(|(message, outcome)| message.ack_with(answer(outcome)));
    for lost in join_all(acks).await.into_iter().filter_map(Result::err) {
        tracing::debug!(error = %lost, peer, "an ack was lost; the message comes again");
    }
}

fn answer(outcome: Outcome) -> AckKind {
    match outcome {
        Outcome::Taken | Outcome::Parked => AckKind::Ack,
        Outcome::Refused => AckKind::Term,
        Outcome::Later(wait) => AckKind::Nak(Some(wait)),
    }
}

fn incoming(peer: &str, message: &Message) -> Incoming {
    let header = |name: &str| {
        let value = message.headers.as_ref()?.get(name)?;
        Some(value.as_str().to_owned())
    };
    Incoming {
        peer: peer.to_owned(),
        subject: message.subject.to_string(),
        message_id: header(MESSAGE_ID),
        body_sha256: header(BODY_SHA256),
        traceparent: header(TRACEPARENT),
        body: message.payload.clone(),
    }
}
