//! A call is given up after its deadline, by both sides. A stream has none.

use std::time::Duration;

use proto::Rpc;
use tonic::{Request, Status, client::Grpc, codegen::http::uri::PathAndQuery};
use tonic_prost::ProstCodec;

use crate::Calls;

/// The longest that the services work on one call.
const DEADLINE: Duration = Duration::from_secs(30);

/// Calls any RPC that is no stream.
pub async fn call<Q: Rpc>(calls: Calls, asked: Q) -> Result<Q::Answer, Status> {
    let mut grpc = Grpc::new(calls);
    grpc.ready().await.map_err(|error| Status::unknown(format!("Service was not ready: {error}")))?;
    let codec = ProstCodec::<Q, Q::Answer>::default();
    let answer = grpc.unary(request(asked), PathAndQuery::from_static(Q::PATH), codec).await?;
    Ok(answer.into_inner())
}

/// A request with the deadline, for a generated client.
pub fn request<T>(message: T) -> Request<T> {
    let mut request = Request::new(message);
    request.set_timeout(DEADLINE);
    request
}
