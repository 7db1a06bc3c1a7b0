//! The certificate says which unit's system calls; an official act names the official (经办人) besides.

use std::{fmt, fs, path::Path, time::Duration};

use anyhow::Context;
use ids::{OfficialId, UnitCode};
use tonic::{
    service::interceptor::InterceptedService,
    transport::{Certificate, ClientTlsConfig, Endpoint, Identity},
};

use crate::{ActingOfficial, Calls};

/// The longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// Shorter than the idle limits of common firewalls, so that a watch without news lives on.
const KEEPALIVE: Duration = Duration::from_secs(30);
const KEEPALIVE_ANSWER: Duration = Duration::from_secs(10);

/// A CA to trust, a certificate with its key (all PEM), and the official who acts.
#[derive(Clone)]
pub struct Connection {
    /// The CA that signed the services' certificates.
    pub ca: Vec<u8>,
    /// The certificate of the unit's system.
    pub certificate: Vec<u8>,
    /// Its private key.
    pub key: Vec<u8>,
    /// The acting official (经办人), where the call is an official act.
    pub official: Option<OfficialId>,
    /// The name that the service's certificate must have.
    pub server_name: String,
}

impl Connection {
    /// Reads the files of a unit from a folder made by `shenguan certs dev`.
    pub fn of_unit(folder: &Path, unit: &UnitCode) -> anyhow::Result<Self> {
        let units = folder.join("units");
        Self::read(
            &folder.join("ca.pem"),
            &units.join(format!("{unit}.pem")),
            &units.join(format!("{unit}.key")),
        )
    }

    /// Reads three PEM files.
    pub fn read(ca: &Path, certificate: &Path, key: &Path) -> anyhow::Result<Self> {
        let read = |path: &Path| fs::read(path).with_context(|| format!("cannot read {}", path.display()));
        Ok(Self {
            ca: read(ca)?,
            certificate: read(certificate)?,
            key: read(key)?,
            official: None,
            server_name: "localhost".to_owned(),
        })
    }

    /// The same connection with an acting official.
    #[must_use]
    pub fn acting_as(self, official: OfficialId) -> Self {
        Self { official: Some(official), ..self }
    }

    /// A channel to the service at `url` (https). It connects with the first call, and again after a break.
    pub fn channel(&self, url: &str) -> anyhow::Result<Calls> {
        let tls = ClientTlsConfig::new()
            .ca_certificate(Certificate::from_pem(&self.ca))
            .identity(Identity::from_pem(&self.certificate, &self.key))
            .domain_name(&self.server_name);
        let channel = Endpoint::from_shared(url.to_owned())?
            .tls_config(tls)?
            .connect_timeout(CONNECT)
            .http2_keep_alive_interval(KEEPALIVE)
            .keep_alive_timeout(KEEPALIVE_ANSWER)
            .connect_lazy();
        Ok(InterceptedService::new(channel, ActingOfficial::of(self.official.as_ref())?))
    }
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("official", &self.official)
            .field("server_name", &self.server_name)
            .finish_non_exhaustive()
    }
}
