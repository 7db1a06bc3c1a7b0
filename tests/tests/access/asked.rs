//! Calls by name with requests as JSON: for tests that go through every RPC of the descriptors.

use std::{sync::LazyLock, time::Duration};

use client::Calls;
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, MethodDescriptor};
use serde_json::Value;
use tokio::time::timeout;
use tonic::{
    Code, Request, Status,
    client::Grpc,
    codec::{Codec, DecodeBuf, Decoder, EncodeBuf, Encoder},
};
use tonic_types::StatusExt;

/// A stream that says nothing for so long goes on: it was not refused.
const QUIET: Duration = Duration::from_millis(1500);

static POOL: LazyLock<DescriptorPool> =
    LazyLock::new(|| DescriptorPool::decode(proto::DESCRIPTORS).expect("descriptors"));

/// What came back: every message as JSON, and how it ended.
#[derive(Debug)]
pub(crate) struct Answer {
    /// The messages that came, one JSON text each.
    pub(crate) said: Vec<String>,
    /// How it ended; `OK` also for a stream that goes on.
    pub(crate) status: Status,
}

impl Answer {
    pub(crate) fn code(&self) -> Code {
        self.status.code()
    }

    /// The stable reason of a refusal.
    pub(crate) fn reason(&self) -> String {
        self.status.get_details_error_info().map(|info| info.reason).unwrap_or_default()
    }

    /// The text for people.
    pub(crate) fn chinese(&self) -> String {
        let text = self.status.get_details_localized_message();
        text.filter(|text| text.locale == "zh-CN").map(|text| text.message).unwrap_or_default()
    }

    /// Paths of the wrong fields.
    pub(crate) fn fields(&self) -> Vec<String> {
        let wrong = self.status.get_details_bad_request().map(|wrong| wrong.field_violations);
        wrong.unwrap_or_default().into_iter().map(|violation| violation.field).collect()
    }

    pub(crate) fn shows(&self, text: &str) -> bool {
        self.said.iter().any(|said| said.contains(text))
    }
}

/// Every RPC of the platform.
pub(crate) fn every_rpc() -> Vec<MethodDescriptor> {
    POOL.services().flat_map(|service| service.methods().collect::<Vec<_>>()).collect()
}

/// The RPC of a short name, for example `DeliveryService/GetDelivery`.
pub(crate) fn rpc(name: &str) -> MethodDescriptor {
    every_rpc().into_iter().find(|rpc| name_of(rpc) == name).unwrap_or_else(|| panic!("no RPC {name}"))
}

/// Service and method, without the package.
pub(crate) fn name_of(rpc: &MethodDescriptor) -> String {
    format!("{}/{}", rpc.parent_service().name(), rpc.name())
}

/// A request of the RPC.
pub(crate) fn message(rpc: &MethodDescriptor, json: &Value) -> DynamicMessage {
    DynamicMessage::deserialize(rpc.input(), json).unwrap_or_else(|error| panic!("{}: {error}", rpc.name()))
}

/// Calls with these requests, of which all but streams take one.
pub(crate) async fn ask(calls: &Calls, rpc: &MethodDescriptor, requests: Vec<DynamicMessage>) -> Answer {
    let mut said = Vec::new();
    let status = match follow(calls, rpc, requests, &mut said).await {
        Ok(()) => Status::ok(""),
        Err(status) => status,
    };
    Answer { said, status }
}

async fn follow(
    calls: &Calls,
    rpc: &MethodDescriptor,
    requests: Vec<DynamicMessage>,
    said: &mut Vec<String>,
) -> Result<(), Status> {
    let path = format!("/{}/{}", rpc.parent_service().full_name(), rpc.name());
    let mut grpc = Grpc::new(calls.clone());
    grpc.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
    let bodies: Vec<Vec<u8>> = requests.iter().map(Message::encode_to_vec).collect();
    let request = Request::new(futures::stream::iter(bodies));
    let answer = grpc.streaming(request, path.parse().expect("a path"), Bytes).await?;
    let mut messages = answer.into_inner();
    while let Ok(next) = timeout(QUIET, messages.message()).await {
        let Some(body) = next? else { return Ok(()) };
        let message =
            DynamicMessage::decode(rpc.output(), body.as_slice()).expect("an answer of the RPC's type");
        said.push(serde_json::to_string(&message).expect("JSON"));
    }
    Ok(())
}

/// Messages as they are encoded.
struct Bytes;

impl Codec for Bytes {
    type Encode = Vec<u8>;
    type Decode = Vec<u8>;
    type Encoder = Self;
    type Decoder = Self;

    fn encoder(&mut self) -> Self {
        Self
    }

    fn decoder(&mut self) -> Self {
        Self
    }
}

impl Encoder for Bytes {
    type Item = Vec<u8>;
    type Error = Status;

    fn encode(&mut self, body: Vec<u8>, into: &mut EncodeBuf<'_>) -> Result<(), Status> {
        bytes::BufMut::put_slice(into, &body);
        Ok(())
    }
}

impl Decoder for Bytes {
    type Item = Vec<u8>;
    type Error = Status;

    fn decode(&mut self, from: &mut DecodeBuf<'_>) -> Result<Option<Vec<u8>>, Status> {
        let mut body = vec![0; bytes::Buf::remaining(from)];
        bytes::Buf::copy_to_slice(from, &mut body);
        Ok(Some(body))
    }
}
