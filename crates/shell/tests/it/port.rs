//! A gRPC port with real certificates and a small directory: `spj` administrates, `scjgj` has an official.

use std::{convert::Infallible, fs, net::SocketAddr};

use axum::{body::Body, response::Response, routing::post};
use bytes::Bytes;
use certs::{Authority, Issued};
use futures::stream;
use mailbox::{Mailbox, Settings as MailboxSettings};
use proto::mailbox::v1::mailbox_service_client::MailboxServiceClient;
use reference::{CertificateKey, Official, Reference, Unit, UnitKind, store};
use shell::{
    Limits, MAILBOX_RULES, MailboxRpc, OfficialNeeded, Role, Rule, Served, Who, serve, settings::Settings,
};
use testkit::Folder;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tonic::{
    service::Routes,
    transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Identity},
};

use crate::stage::Stage;

pub(crate) struct Port {
    pub(crate) stage: Stage,
    pub(crate) address: SocketAddr,
    pub(crate) authority: Authority,
    pub(crate) folder: Folder,
    pub(crate) reference: Reference,
    pub(crate) shutdown: CancellationToken,
    pub(crate) served: JoinHandle<anyhow::Result<()>>,
    /// Of `spj`, with the role `platform_admin`.
    pub(crate) administrator: Issued,
    /// Of `scjgj`, with the roles `claimant` and `auditor`.
    pub(crate) bureau: Issued,
}

impl Port {
    pub(crate) async fn open() -> Self {
        Self::open_with(&[]).await
    }

    /// With limits of choice.
    pub(crate) async fn open_within(limits: Limits) -> Self {
        Self::open_as(&[], limits).await
    }

    /// With settings of choice, for example `("SHENGUAN__GRPC__LIMITS__BURST", "1")`.
    pub(crate) async fn open_with(variables: &[(&str, &str)]) -> Self {
        Self::open_as(variables, Limits::default()).await
    }

    async fn open_as(variables: &[(&str, &str)], limits: Limits) -> Self {
        let stage = Stage::new().await;
        let authority = Authority::create().unwrap();
        let folder = Folder::create().unwrap();
        write_server(&folder, &authority, &authority);
        let administrator = authority.issue_client("spj", "console").unwrap();
        let bureau = authority.issue_client("scjgj", "gateway").unwrap();
        fill_directory(&stage, &administrator, &bureau).await;
        let reference = Reference::new(stage.system.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shutdown = CancellationToken::new();
        let settings = settings(&folder, variables);
        let resources = stage.resources.clone();
        let system = stage.system.clone();
        let directory = reference.clone();
        let stop = shutdown.clone();
        let served = tokio::spawn(async move {
            let mailbox_settings = MailboxSettings::new("371322", "nats://127.0.0.1:1");
            let mailbox = Mailbox::builder(
                resources.outbox.clone(),
                system.clone(),
                resources.clock.clone(),
                mailbox_settings,
            )
            .build();
            let content = Served {
                routes: with_watch(Routes::new(MailboxRpc::server(&resources, system, mailbox))),
                rules: &[MAILBOX_RULES, &[WATCH_RULE]],
                descriptors: proto::DESCRIPTORS,
                reference: directory,
                resources,
                limits,
            };
            serve(&settings.shared, content, listener, stop).await
        });
        Self { stage, address, authority, folder, reference, shutdown, served, administrator, bureau }
    }

    /// A connection with a certificate, or without.
    pub(crate) async fn connect(&self, client: Option<&Issued>) -> Result<Channel, tonic::transport::Error> {
        self.connect_trusting(&self.authority, client).await
    }

    /// A connection that takes a server of this authority only.
    pub(crate) async fn connect_trusting(
        &self,
        authority: &Authority,
        client: Option<&Issued>,
    ) -> Result<Channel, tonic::transport::Error> {
        let tls = ClientTlsConfig::new()
            .ca_certificate(Certificate::from_pem(authority.certificate_pem()))
            .domain_name("localhost");
        let tls = match client {
            Some(issued) => tls.identity(Identity::from_pem(&issued.certificate_pem, &issued.key_pem)),
            None => tls,
        };
        Endpoint::from_shared(format!("https://{}", self.address)).unwrap().tls_config(tls)?.connect().await
    }

    pub(crate) async fn mailbox(&self, client: &Issued) -> MailboxServiceClient<Channel> {
        MailboxServiceClient::new(self.connect(Some(client)).await.unwrap())
    }
}

/// A stream that begins and brings nothing, for every caller.
pub(crate) const WATCH: &str = "/shenguan.exchange.v1.DeliveryService/WatchDeliveries";
const WATCH_RULE: Rule =
    Rule { rpc: WATCH, who: Who::with(&[Role::PlatformAdmin, Role::Claimant]), official: OfficialNeeded::No };

fn with_watch(routes: Routes) -> Routes {
    let watch = async || {
        let silence = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
        Response::builder().header("content-type", "application/grpc").body(silence).unwrap()
    };
    routes.into_axum_router().route(WATCH, post(watch)).into()
}

/// Writes the server's files: a certificate of `server`, trusting callers of `callers`.
pub(crate) fn write_server(folder: &Folder, server: &Authority, callers: &Authority) {
    let issued = server.issue_server(&["localhost", "127.0.0.1"]).unwrap();
    for (name, content) in [
        ("ca.pem", callers.certificate_pem()),
        ("server.key", &issued.key_pem),
        ("server.pem", &issued.certificate_pem),
    ] {
        fs::write(folder.path().join(name), content).unwrap();
    }
}

fn settings(folder: &Folder, variables: &[(&str, &str)]) -> Settings<toml::Table> {
    let path = folder.path().display();
    let own = format!(
        r#"
        environment = "development"
        admin.listen = "127.0.0.1:0"
        [grpc]
        listen = "127.0.0.1:0"
        tls = {{ certificate = "{path}/server.pem", key = "{path}/server.key", client_ca = "{path}/ca.pem" }}
        [grpc.limits]
        calls_at_once = 100
        calls_at_once_per_unit = 50
        streams_at_once = 100
        streams_at_once_per_unit = 50
        calls_per_second = 100
        burst = 100
        "#
    );
    let variables = variables.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Settings::load_with("supervision", &own, None, Some(variables)).unwrap()
}

async fn fill_directory(stage: &Stage, administrator: &Issued, bureau: &Issued) {
    let unit = |code: &str| Unit {
        code: code.parse().unwrap(),
        name: "县某局".to_owned(),
        uscc: "11371322YYYY000553".to_owned(),
        kind: UnitKind::Supervision,
        meeting_roles: vec![],
        active: true,
        version: 1,
    };
    let official = Official {
        id: "scjgj-01".parse().unwrap(),
        unit: "scjgj".parse().unwrap(),
        label: "窗口一".to_owned(),
        roles: vec![Role::Claimant],
        active: true,
        version: 1,
    };
    let keys = [
        key(administrator, "spj", &[Role::PlatformAdmin]),
        key(bureau, "scjgj", &[Role::Claimant, Role::Auditor]),
    ];
    let mut tx = stage.system_tx().await;
    store::save_units(&mut tx, &[unit("spj"), unit("scjgj")]).await.unwrap();
    store::save_officials(&mut tx, &[official]).await.unwrap();
    store::save_keys(&mut tx, &keys).await.unwrap();
    tx.commit().await.unwrap();
}

pub(crate) fn key(issued: &Issued, unit: &str, roles: &[Role]) -> CertificateKey {
    CertificateKey {
        fingerprint: issued.fingerprint.parse().unwrap(),
        unit: unit.parse().unwrap(),
        system: "业务系统".to_owned(),
        roles: roles.to_vec(),
        revoked_at: None,
        version: 1,
    }
}
