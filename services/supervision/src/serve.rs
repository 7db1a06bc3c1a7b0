//! Puts supervision together: the exchange with the register as its host, what it hears, what callers see.

use std::{sync::Arc, time::Duration};

use exchange::{Exchange, Keys};
use mailbox::{AnswersTransit, Mailbox};
use proto::duty::v1::TransitAsked;
use proto::exchange::v1::{
    DecisionCompleted, PushSent, delivery_service_server::DeliveryServiceServer,
    push_service_server::PushServiceServer,
};
use proto::supervision::v1::subject_service_server::SubjectServiceServer;
use seal::Keyring;
use shell::{Foundation, Limits, MailboxRpc, Running, Served, sized};
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

use crate::{
    App, RULES,
    host::Supervision,
    settings::{SERVICE, Service, Settings},
};

/// The other end of the exchange. Services that are installed later are peers as the settings say.
const PEER: &str = "approval";

/// What the process is given.
pub type Start = shell::Start<Service>;

/// Serves until `shutdown`; then finishes what is running, and ends within seconds.
pub async fn serve(start: Start, shutdown: CancellationToken) -> anyhow::Result<()> {
    let Start { settings, clock, mailbox, grpc, admin } = start;
    let foundation = Foundation::connect(SERVICE, &settings.shared, clock).await?;
    let app = app(&settings, &foundation, &shutdown)?;
    let peers: Vec<&str> = std::iter::once(PEER).chain(settings.shared.peers.installed(SERVICE)).collect();
    for peer in &peers {
        mailbox::enrol(&app.system, peer).await?;
    }
    app.exchange.reference.refresh().await?;
    let mailbox = mounted(&app, mailbox, &peers);
    let running = Running {
        served: served(&app, &mailbox),
        sweeps: exchange::sweeps::all(&app.exchange, &app.system),
        keyrings: vec![app.exchange.keys.at_rest.clone(), app.exchange.keys.transport.clone()],
        settings: settings.shared,
        foundation,
        mailbox,
        grpc,
        admin,
    };
    shell::run(running, shutdown).await
}

fn app(settings: &Settings, foundation: &Foundation, shutdown: &CancellationToken) -> anyhow::Result<App> {
    let transport = Keyring::load_dir(&settings.shared.keys.transport.join("approval-supervision"))?;
    Ok(App {
        exchange: Exchange {
            resources: foundation.resources.clone(),
            reference: foundation.reference.clone(),
            keys: Keys { at_rest: foundation.at_rest.clone(), transport },
            host: Arc::new(Supervision { index: foundation.index.clone() }),
            heartbeat: Duration::from_secs(settings.service.heartbeat_seconds),
            shutdown: shutdown.clone(),
        },
        system: foundation.system.clone(),
    })
}

/// The mailbox with all that supervision listens to.
fn mounted(app: &App, settings: mailbox::Settings, peers: &[&str]) -> Mailbox {
    let exchange = Arc::new(app.exchange.clone());
    let resources = &app.exchange.resources;
    let builder =
        Mailbox::builder(resources.outbox.clone(), app.system.clone(), resources.clock.clone(), settings);
    let mut builder = app
        .exchange
        .reference
        .listen(builder)
        .on::<PushSent, _>(Arc::clone(&exchange))
        .on::<DecisionCompleted, _>(Arc::clone(&exchange))
        .on::<TransitAsked, _>(Arc::new(AnswersTransit(resources.outbox.clone())))
        .on_receipts(exchange);
    for peer in peers {
        builder = builder.peer(peer);
    }
    builder.build()
}

/// The services that callers see.
fn served(app: &App, mailbox: &Mailbox) -> Served<'static> {
    let resources = &app.exchange.resources;
    let routes = Routes::new(sized!(SubjectServiceServer::new(app.clone())))
        .add_service(sized!(DeliveryServiceServer::new(app.exchange.clone())))
        .add_service(sized!(PushServiceServer::new(app.exchange.clone())))
        .add_service(MailboxRpc::server(resources, app.system.clone(), mailbox.clone()));
    Served {
        routes,
        rules: RULES,
        descriptors: proto::DESCRIPTORS,
        reference: app.exchange.reference.clone(),
        resources: resources.clone(),
        limits: Limits::default(),
    }
}
