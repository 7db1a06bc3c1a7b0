//! From what the process is given to a running service.

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
use shell::{Foundation, Limits, MAILBOX_RULES, MailboxRpc, Running, Served, sized};
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

use crate::{
    App, POLICY,
    host::Supervision,
    settings::{Service, Settings},
};

/// Name of the service.
pub const SERVICE: &str = "supervision";

/// The other end of the exchange. Services that are installed later are peers as the settings say.
const PEER: &str = "approval";

/// What the process is given.
pub type Start = shell::Start<Service>;

/// Serves until `shutdown`; then finishes what is running, and ends within seconds.
pub async fn serve(start: Start, shutdown: CancellationToken) -> anyhow::Result<()> {
    let Start { settings, clock, mailbox, grpc, admin } = start;
    let foundation = Foundation::lay(SERVICE, &settings.shared, clock).await?;
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
            doors: foundation.doors.clone(),
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
    let doors = &app.exchange.doors;
    let builder = Mailbox::builder(doors.outbox.clone(), app.system.clone(), doors.clock.clone(), settings);
    let mut builder = app
        .exchange
        .reference
        .listen(builder)
        .on::<PushSent, _>(Arc::clone(&exchange))
        .on::<DecisionCompleted, _>(Arc::clone(&exchange))
        .on::<TransitAsked, _>(Arc::new(AnswersTransit(doors.outbox.clone())))
        .on_receipts(exchange);
    for peer in peers {
        builder = builder.peer(peer);
    }
    builder.build()
}

/// The services that callers see.
fn served(app: &App, mailbox: &Mailbox) -> Served<'static> {
    let doors = &app.exchange.doors;
    let routes = Routes::new(sized!(SubjectServiceServer::new(app.clone())))
        .add_service(sized!(DeliveryServiceServer::new(app.exchange.clone())))
        .add_service(sized!(PushServiceServer::new(app.exchange.clone())))
        .add_service(MailboxRpc::server(doors, app.system.clone(), mailbox.clone()));
    Served {
        routes,
        rules: &[POLICY, exchange::POLICY, MAILBOX_RULES],
        descriptors: proto::DESCRIPTORS,
        reference: app.exchange.reference.clone(),
        doors: doors.clone(),
        limits: Limits::default(),
    }
}
