//! The sections that every service has; their defaults stand in `defaults.toml`.

use std::{net::SocketAddr, path::PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::SecretUrl;
use crate::gate::{FirstAdministrator, Limits};

/// The sections that every service has.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Shared {
    /// What kind of place this is.
    pub environment: Environment,
    /// The county.
    pub county: County,
    /// The gRPC port.
    pub grpc: Grpc,
    /// The HTTP port of probes and metrics.
    pub admin: Admin,
    /// Business time.
    #[serde(default)]
    pub clock: ClockSettings,
    /// PostgreSQL.
    pub database: DatabaseSettings,
    /// The broker.
    pub nats: NatsSettings,
    /// Logs and traces.
    pub telemetry: Telemetry,
    /// Keys that seal personal data.
    pub keys: Keys,
    /// Services that are installed later.
    #[serde(default)]
    pub peers: Peers,
    /// How the directory begins.
    #[serde(default)]
    pub directory: DirectorySettings,
}

/// What kind of place this is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// The clock may be set.
    Development,
    /// Time is real.
    Production,
}

/// The gRPC port.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Grpc {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Whether the port describes its services to whoever holds a key that is pinned.
    pub reflection: bool,
    /// Certificates; read again when the files change.
    pub tls: Tls,
    /// What one process takes.
    pub limits: Limits,
}

/// Certificates of the gRPC port, PEM files.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// The server's chain, its own certificate first.
    pub certificate: PathBuf,
    /// The server's private key.
    pub key: PathBuf,
    /// The CA of the callers' certificates.
    pub client_ca: PathBuf,
}

/// The HTTP port of probes and metrics. It answers anyone: keep it inside the cluster.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Admin {
    /// Address and port to listen on.
    pub listen: SocketAddr,
}

/// Business time. Both settings are refused in production.
#[derive(Clone, Default, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ClockSettings {
    /// The clock starts here (RFC 3339) and runs at the real pace.
    pub start_at: Option<Timestamp>,
    /// The clock stands at the instant in this file.
    pub follow: Option<PathBuf>,
}

/// PostgreSQL, once per role.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// As `<service>_rpc`, which serves callers.
    pub rpc_url: SecretUrl,
    /// As `<service>_system`: relay, consumer, sweeps.
    pub system_url: SecretUrl,
    /// As the owner; needed by `migrate` only.
    pub owner_url: Option<SecretUrl>,
    /// Most connections of the first.
    pub rpc_connections: u32,
    /// Most connections of the second.
    pub system_connections: u32,
}

/// The broker.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NatsSettings {
    /// Where it listens.
    pub url: SecretUrl,
    /// How many brokers of the cluster keep this service's stream: 1 on a single broker, 3 in a cluster.
    pub replicas: usize,
    /// Largest size of this service's stream, in bytes; the broker reserves it. Beyond it the oldest go, and come again
    /// where they have no receipt.
    pub stream_bytes: i64,
    /// How long the broker waits for this service to acknowledge a message before it hands it out again, in seconds.
    /// Shorter than a batch takes, messages come twice; that costs work, no more.
    pub ack_wait_seconds: u64,
    /// Certificates; only in development may the connection be without.
    pub tls: Option<NatsTls>,
}

/// Certificates of the connection to the broker, PEM files.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct NatsTls {
    /// The CA of the broker's certificate.
    pub ca: PathBuf,
    /// The service's own certificate.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Services that a county may install later than the others. What they are to hear is kept for them until then.
#[derive(Clone, Copy, Default, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct Peers {
    /// Whether `notification` is installed.
    pub notification: bool,
    /// Whether `meeting` is installed.
    pub meeting: bool,
}

/// The county whose cell this is.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct County {
    /// GB/T 2260 code, a token of every subject.
    pub code: String,
}

/// Logs and traces.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Telemetry {
    /// Which lines are written, for example `info,mailbox=debug`.
    pub filter: String,
    /// URL of an OTLP collector; without it no span leaves the process.
    pub otlp_endpoint: Option<String>,
}

/// Keys that seal personal data: files that a secret store mounts.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// Folder of the service's own keys, at rest.
    pub at_rest: PathBuf,
    /// Folder with one folder of keys per sender and receiver, on the way.
    pub transport: PathBuf,
    /// File of the key that finds a person by identity number.
    pub index: PathBuf,
}

/// How the directory begins.
#[derive(Clone, Default, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DirectorySettings {
    /// Who may fill it while it has no administrator.
    pub first_administrator: Option<FirstAdministrator>,
}

impl Peers {
    /// Those that are installed, apart from the service that asks.
    pub fn installed(self, asking: &str) -> impl Iterator<Item = &'static str> {
        let all = [("notification", self.notification), ("meeting", self.meeting)];
        all.into_iter().filter(move |(name, is)| *is && *name != asking).map(|(name, _)| name)
    }
}
