//! One running approval service with a database, certificates and a clock of its own.

use std::{collections::HashMap, fs, net::Ipv4Addr, sync::Arc};

use approval::{MIGRATORS, Start, settings};
use clock::Clock;
use sqlx::{ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};
use testkit::{Database, Folder};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::{CancellationToken, DropGuard};
use tonic::{
    Status,
    transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity},
};
use tonic_types::StatusExt;

/// What outlives a restart of the service.
pub(crate) struct Place {
    database: Database,
    certificates: Folder,
}

/// The service. It ends when this value is dropped; the place stays while somebody holds it.
pub(crate) struct Approval {
    pub(crate) place: Arc<Place>,
    port: u16,
    serving: JoinHandle<anyhow::Result<()>>,
    shutdown: DropGuard,
}

impl Place {
    /// An empty database, and certificates for an approval bureau, an office and two supervising bureaus.
    pub(crate) async fn new() -> Arc<Self> {
        let certificates = Folder::create().unwrap();
        let units = ["xzspj", "zfb", "scjgj", "wsjkj"].map(|unit| (unit, "gateway"));
        certs::write_development(certificates.path(), &units).unwrap();
        Arc::new(Self { database: Database::create("approval", &MIGRATORS).await, certificates })
    }

    /// A connection that sees every row.
    pub(crate) async fn inspect(&self) -> PgConnection {
        PgConnection::connect_with(&self.database.superuser()).await.unwrap()
    }

    /// A connection of the role that serves callers, on behalf of nobody yet.
    pub(crate) async fn rpc(&self) -> PgConnection {
        PgConnection::connect_with(&self.database.rpc()).await.unwrap()
    }

    fn settings(&self) -> settings::Settings {
        let path = |name: &str| self.certificates.path().join(name).display().to_string();
        let url = |options: PgConnectOptions| options.to_url_lossy().to_string();
        let variables = [
            ("ENVIRONMENT", "development".to_owned()),
            ("GRPC__TLS__CERTIFICATE", path("services/approval.pem")),
            ("GRPC__TLS__KEY", path("services/approval.key")),
            ("GRPC__TLS__CLIENT_CA", path("ca.pem")),
            ("DATABASE__RPC_URL", url(self.database.rpc())),
            ("DATABASE__SYSTEM_URL", url(self.database.system())),
            ("KEYS__AT_REST", path("keys/at-rest/approval")),
            ("KEYS__TRANSPORT", path("keys/transport")),
            ("KEYS__INDEX", path("keys/index/approval.key")),
            ("APPROVAL__SEED__PINS", path("keys.tsv")),
        ];
        let variables: HashMap<_, _> =
            variables.into_iter().map(|(key, value)| (format!("SHENGUAN__{key}"), value)).collect();
        settings::Settings::load_with(approval::SERVICE, settings::DEFAULTS, None, Some(variables)).unwrap()
    }
}

impl Approval {
    /// A service in a new place, at 2026-10-08 09:00.
    pub(crate) async fn start() -> Self {
        Self::start_in(Place::new().await).await
    }

    /// A service in a place that may have seen one before.
    pub(crate) async fn start_in(place: Arc<Place>) -> Self {
        let bind = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        let grpc = bind().await.unwrap();
        let admin = bind().await.unwrap();
        let port = grpc.local_addr().unwrap().port();
        let shutdown = CancellationToken::new();
        let start = Start {
            settings: place.settings(),
            clock: Clock::manual("2026-10-08T09:00:00+08:00".parse().unwrap()),
            mailbox: mailbox::Settings::new("371322", "nats://127.0.0.1:1"),
            grpc,
            admin,
        };
        let serving = approval::serve(start, shutdown.clone());
        let serving = tokio::spawn(async { serving.await.inspect_err(|error| println!("{error:?}")) });
        Self { place, port, serving, shutdown: shutdown.drop_guard() }
    }

    /// A connection as the system of a unit. Waits until the service answers.
    pub(crate) async fn unit(&self, unit: &str) -> Channel {
        let read = |name: String| fs::read(self.place.certificates.path().join(name)).unwrap();
        let identity =
            Identity::from_pem(read(format!("units/{unit}.pem")), read(format!("units/{unit}.key")));
        let tls = ClientTlsConfig::new()
            .ca_certificate(Certificate::from_pem(read("ca.pem".to_owned())))
            .identity(identity)
            .domain_name("localhost");
        let endpoint = Endpoint::from_shared(format!("https://127.0.0.1:{}", self.port)).unwrap();
        endpoint.tls_config(tls).unwrap().connect().await.unwrap()
    }

    /// Ends the service in good order and gives its place.
    pub(crate) async fn stop(self) -> Arc<Place> {
        drop(self.shutdown);
        self.serving.await.unwrap().unwrap();
        self.place
    }
}

/// An id that no call used before.
pub(crate) fn request_id() -> String {
    ids::MessageId::generate().to_string()
}

/// The stable reason of a refusal.
pub(crate) fn reason(status: &Status) -> String {
    status
        .get_error_details()
        .error_info()
        .unwrap_or_else(|| panic!("no reason in {status:?}"))
        .reason
        .clone()
}

/// The fields that a refusal names.
pub(crate) fn fields(status: &Status) -> Vec<String> {
    let details = status.get_error_details();
    let violations =
        &details.bad_request().unwrap_or_else(|| panic!("no fields in {status:?}")).field_violations;
    violations.iter().map(|violation| violation.field.clone()).collect()
}
