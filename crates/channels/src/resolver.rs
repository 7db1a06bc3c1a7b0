//! Names are resolved here, so that every address is checked before it is connected to, and tests can answer.

use std::{fmt, io, net::IpAddr, sync::Arc};

use futures::future::BoxFuture;
use tokio::net::lookup_host;

type Found = BoxFuture<'static, io::Result<Vec<IpAddr>>>;

/// Asks for the addresses of a host; clones share it.
#[derive(Clone)]
pub struct Resolver(Arc<dyn Fn(String) -> Found + Send + Sync>);

impl Resolver {
    /// The machine's own.
    pub fn system() -> Self {
        Self::asking(|host| {
            Box::pin(async move {
                Ok(lookup_host((host.as_str(), 0)).await?.map(|address| address.ip()).collect())
            })
        })
    }

    /// One of choice: a table of hosts where there is no DNS.
    pub fn asking(ask: impl Fn(String) -> Found + Send + Sync + 'static) -> Self {
        Self(Arc::new(ask))
    }

    pub(crate) async fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        (self.0)(host.to_owned()).await
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Resolver")
    }
}
