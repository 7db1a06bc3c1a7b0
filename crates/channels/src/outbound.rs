//! The HTTP client of the channels. Each call has a connection of its own, to an address checked for that call: nothing
//! that was resolved or opened for one unit serves another. It follows no redirect and knows no proxy.

use std::{net::IpAddr, time::Duration};

use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue, Method, Request, StatusCode,
    header::{CONNECTION, HOST, USER_AGENT},
};
use http_body_util::{BodyExt, Full};
use hyper::{body::Incoming, client::conn::http1};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use thiserror::Error;
use tokio::{
    net::TcpStream,
    time::{Instant, timeout, timeout_at},
};
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_util::{either::Either, task::AbortOnDropHandle};

use crate::{AddressRule, BadAuthority, Destination, Forbidden, Resolver, Trust, destination::Host};

/// Who we say we are.
const AGENT: &str = concat!("shenguan-notification/", env!("CARGO_PKG_VERSION"));

/// Most bytes of an answer's head.
const LARGEST_HEAD: usize = 16 * 1024;

/// Calls other people's servers; clones share what they trust.
#[derive(Clone)]
pub struct Outbound {
    tls: TlsConnector,
    resolver: Resolver,
    limits: Limits,
}

/// How long a call may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Name, connection and handshake.
    pub connect: Duration,
    /// Until the answer's body is read.
    pub total: Duration,
}

/// One request, without its address.
#[derive(Clone)]
pub(crate) struct Call {
    /// The HTTP method.
    pub(crate) method: Method,
    /// Headers besides `host`, `user-agent` and `connection`.
    pub(crate) headers: HeaderMap,
    /// The body; empty for a GET.
    pub(crate) body: Bytes,
    /// How much of the answer's body is read; the rest is left.
    pub(crate) answer_bytes: usize,
}

/// The answer to a [`Call`].
#[derive(Clone)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: StatusCode,
    /// The headers, 16 KiB of them at most.
    pub(crate) headers: HeaderMap,
    /// As much of the body as came in time and was asked for.
    pub(crate) body: Bytes,
}

/// Why there is no answer. Says nothing of the other side's address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub(crate) enum Failure {
    /// An address that may not be reached: nothing was connected to.
    #[error(transparent)]
    Address(#[from] Forbidden),
    /// No address at all.
    #[error("the host has no address")]
    NotFound,
    /// Nobody listens.
    #[error("no connection")]
    NoConnection,
    /// No certificate that is believed, or no TLS.
    #[error("the tls handshake failed")]
    Tls,
    /// Too slow.
    #[error("no answer in time")]
    TimedOut,
    /// Something that is not HTTP.
    #[error("the connection broke, or what came is not http")]
    Broken,
}

impl Outbound {
    /// A client that believes `trust` and asks `resolver`.
    pub fn new(trust: &Trust, resolver: Resolver, limits: Limits) -> Result<Self, BadAuthority> {
        Ok(Self { tls: TlsConnector::from(trust.https()?), resolver, limits })
    }

    /// Calls once, under the rule of a unit.
    pub(crate) async fn call(
        &self,
        to: &Destination,
        rule: &AddressRule,
        call: Call,
    ) -> Result<Answer, Failure> {
        let deadline = Instant::now() + self.limits.total;
        let answer_bytes = call.answer_bytes;
        let request = request(to, call).ok_or(Failure::Broken)?;
        let stream =
            timeout(self.limits.connect, self.connect(to, rule)).await.map_err(|_| Failure::TimedOut)??;
        let (mut sender, connection) = http1::Builder::new()
            .max_buf_size(LARGEST_HEAD)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(|_| Failure::Broken)?;
        let _driver = AbortOnDropHandle::new(tokio::spawn(connection));
        let response = timeout_at(deadline, sender.send_request(request))
            .await
            .map_err(|_| Failure::TimedOut)?
            .map_err(|_| Failure::Broken)?;
        let (head, body) = response.into_parts();
        let body = beginning(body, answer_bytes, deadline).await;
        Ok(Answer { status: head.status, headers: head.headers, body })
    }

    async fn connect(
        &self,
        to: &Destination,
        rule: &AddressRule,
    ) -> Result<Either<TcpStream, TlsStream<TcpStream>>, Failure> {
        let addresses = self.checked_addresses(to, rule).await?;
        let stream = connect_to_one(&addresses, to.port()).await?;
        if !to.is_tls() {
            return Ok(Either::Left(stream));
        }
        let name = match to.host() {
            Host::Address(address) => ServerName::from(address),
            Host::Name(name) => ServerName::try_from(name).map_err(|_| Failure::NotFound)?,
        };
        self.tls.connect(name, stream).await.map(Either::Right).map_err(|_| Failure::Tls)
    }

    /// The addresses of the host. One that may not be reached spoils all.
    async fn checked_addresses(&self, to: &Destination, rule: &AddressRule) -> Result<Vec<IpAddr>, Failure> {
        let addresses = match to.host() {
            Host::Address(address) => vec![address],
            Host::Name(name) => self.resolver.addresses(&name).await.map_err(|_| Failure::NotFound)?,
        };
        for address in &addresses {
            rule.check(*address)?;
        }
        if addresses.is_empty() { Err(Failure::NotFound) } else { Ok(addresses) }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(5), total: Duration::from_secs(15) }
    }
}

async fn connect_to_one(addresses: &[IpAddr], port: u16) -> Result<TcpStream, Failure> {
    for address in addresses {
        if let Ok(stream) = TcpStream::connect((*address, port)).await {
            return Ok(stream);
        }
    }
    Err(Failure::NoConnection)
}

fn request(to: &Destination, call: Call) -> Option<Request<Full<Bytes>>> {
    let url = to.url();
    let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
    let mut request = Request::new(Full::new(call.body));
    *request.method_mut() = call.method;
    *request.uri_mut() = url[url::Position::BeforePath..url::Position::AfterQuery].parse().ok()?;
    *request.headers_mut() = call.headers;
    request.headers_mut().insert(HOST, HeaderValue::from_str(host).ok()?);
    request.headers_mut().insert(USER_AGENT, HeaderValue::from_static(AGENT));
    request.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    Some(request)
}

/// What comes of a body until the deadline, at most `most` bytes. The status is known by then, so that a body which is
/// slow, endless or broken changes nothing.
async fn beginning(mut body: Incoming, most: usize, deadline: Instant) -> Bytes {
    let mut read = Vec::new();
    while read.len() < most {
        let Ok(Some(Ok(frame))) = timeout_at(deadline, body.frame()).await else { break };
        let data = frame.into_data().unwrap_or_default();
        read.extend_from_slice(&data[..data.len().min(most - read.len())]);
    }
    read.into()
}
