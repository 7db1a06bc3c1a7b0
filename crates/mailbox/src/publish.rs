//! Handing messages to the broker: many in flight, every acknowledgement awaited.

use std::time::Duration;

use async_nats::{
    HeaderMap,
    jetstream::{
        context::{PublishAckFuture, PublishError},
        message::PublishMessage,
    },
};
use bytes::Bytes;
use futures::future::join_all;
use ids::MessageId;

use crate::{
    broker::Broker,
    digest::hex,
    envelope::{BODY_SHA256, MESSAGE_ID, SCHEMA, TRACEPARENT},
};

/// A message ready for the wire.
#[derive(Debug)]
pub(crate) struct Outgoing {
    pub(crate) stream: String,
    pub(crate) subject: String,
    pub(crate) id: MessageId,
    /// `Nats-Msg-Id`: the broker keeps only the first of each within its duplicate window.
    pub(crate) once_as: String,
    pub(crate) body_sha256: Vec<u8>,
    pub(crate) traceparent: Option<String>,
    pub(crate) body: Bytes,
}

/// Publishes in order and waits for all acknowledgements. An error means *unknown*: a publishing that timed
/// out may be stored later. An acknowledgement means that the broker has, or once had, a message of this
/// `once_as`, no more.
pub(crate) async fn publish(
    broker: &Broker,
    messages: Vec<Outgoing>,
    timeout: Duration,
) -> Vec<Result<(), String>> {
    let mut acks = Vec::with_capacity(messages.len());
    let mut stuck = false;
    for message in messages {
        acks.push(if stuck { None } else { send(broker, message, timeout).await });
        stuck = acks.last().is_some_and(Option::is_none);
    }
    join_all(acks.into_iter().map(|ack| settled(ack, timeout))).await
}

/// None when the connection takes no more: then the rest of the batch need not be tried.
async fn send(
    broker: &Broker,
    message: Outgoing,
    timeout: Duration,
) -> Option<Result<PublishAckFuture, PublishError>> {
    let mut headers = HeaderMap::new();
    headers.insert(MESSAGE_ID, message.id.to_string());
    headers.insert(BODY_SHA256, hex(&message.body_sha256));
    headers.insert(SCHEMA, "1");
    headers.insert("Content-Type", "application/protobuf");
    if let Some(traceparent) = message.traceparent {
        headers.insert(TRACEPARENT, traceparent);
    }
    let publishing = PublishMessage::build()
        .headers(headers)
        .payload(message.body)
        .message_id(message.once_as)
        .expected_stream(message.stream);
    tokio::time::timeout(timeout, broker.jetstream.send_publish(message.subject, publishing)).await.ok()
}

async fn settled(
    ack: Option<Result<PublishAckFuture, PublishError>>,
    timeout: Duration,
) -> Result<(), String> {
    let ack = ack.ok_or("the connection takes no more")?.map_err(|error| error.to_string())?;
    match tokio::time::timeout(timeout, ack.into_future()).await {
        Ok(acknowledged) => acknowledged.map(drop).map_err(|error| error.to_string()),
        Err(_) => Err("no acknowledgement in time".to_owned()),
    }
}
