//! The gate as a tower service around all routes: no route can be mounted beside it.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use http::{HeaderMap, HeaderName, HeaderValue, Request, Response};
use tokio::time::timeout;
use tonic::body::Body;
use tower::{Layer, Service};
use tracing::{Instrument, field::Empty};

use super::{admit::Guard, unread::unread};
use crate::call::{Caller, status, trace};

/// The caller's own name for a call, given back with the answer; where there is none, the trace id. Never logged.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const LONGEST_REQUEST_ID: usize = 128;

/// Lets calls through to `S`.
#[derive(Clone, Debug)]
pub(crate) struct Gate<S> {
    guard: Arc<Guard>,
    longest: Duration,
    inner: S,
}

impl<S: Clone> Gate<S> {
    /// The layer of this guard; until an answer begins a call may take `longest`.
    pub(crate) fn layer(guard: Arc<Guard>, longest: Duration) -> impl Layer<S, Service = Self> + Clone {
        tower::layer::layer_fn(move |inner| Self { guard: Arc::clone(&guard), longest, inner })
    }
}

impl<S> Service<Request<Body>> for Gate<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Clone + Send + 'static,
    S::Future: Send,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let (mut parts, body) = request.into_parts();
        let rpc = self.guard.name_of(parts.uri.path());
        let span = tracing::info_span!("rpc", otel.name = rpc, rpc, unit = Empty);
        telemetry::follow(&span, telemetry::traceparent_of(&parts.headers));
        let guard = Arc::clone(&self.guard);
        let longest = self.longest;
        // The one that is ready, which a clone need not be.
        let ready = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, ready);
        let call = async move {
            let begun = Instant::now();
            let id = request_id(&parts.headers);
            let mut response = match guard.admit(&mut parts).await {
                Ok(place) => {
                    let caller = parts.extensions.get::<Caller>().cloned();
                    match timeout(longest, inner.call(Request::from_parts(parts, body))).await {
                        Ok(answered) => place.held_by(explained(answered?, &guard, caller, rpc).await),
                        Err(_) => status::too_long().into_http(),
                    }
                }
                Err(status) => status.into_http(),
            };
            count(rpc, &response, begun);
            if let Some(id) = id {
                response.headers_mut().insert(REQUEST_ID, id);
            }
            Ok(response)
        };
        Box::pin(call.instrument(span))
    }
}

/// What the transport refused before any handler saw it gets the details and the audit row that every other refusal has.
async fn explained(
    response: Response<Body>,
    guard: &Guard,
    caller: Option<Caller>,
    rpc: &'static str,
) -> Response<Body> {
    let headers = response.headers();
    let bare = headers.get("grpc-status").is_some_and(|code| code != "0")
        && !headers.contains_key("grpc-status-details-bin");
    if !bare {
        return response;
    }
    let refusal = tonic::Status::from_header_map(headers).and_then(|bare| unread(&bare));
    match (refusal, caller) {
        (Some(refusal), Some(caller)) => guard.refuse(&caller, rpc, refusal).await.into_http(),
        (Some(refusal), None) => status::refused(&refusal).into_http(),
        (None, _) => response,
    }
}

fn request_id(headers: &HeaderMap) -> Option<HeaderValue> {
    let given = headers.get(REQUEST_ID).filter(|id| id.len() <= LONGEST_REQUEST_ID);
    given.cloned().or_else(|| HeaderValue::try_from(trace::id()?).ok())
}

/// Counts answers by their code; that of an answer with a body comes later and is OK nearly always.
fn count(rpc: &'static str, response: &Response<Body>, begun: Instant) {
    let code =
        response.headers().get("grpc-status").and_then(|code| code.to_str().ok()).unwrap_or("0").to_owned();
    metrics::counter!("shenguan_calls_total", "rpc" => rpc, "code" => code).increment(1);
    metrics::histogram!("shenguan_call_seconds", "rpc" => rpc).record(begun.elapsed().as_secs_f64());
}
