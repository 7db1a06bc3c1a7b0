//! Puts approval together: the exchange, seeds for an empty database, its peers, what it hears, what callers see.

use std::{fs, sync::Arc, time::Duration};

use anyhow::Context;
use exchange::{Exchange, Keys};
use mailbox::{AnswersTransit, Mailbox};
use proto::approval::v1::{
    calendar_service_server::CalendarServiceServer, catalogue_service_server::CatalogueServiceServer,
    decision_service_server::DecisionServiceServer, directory_service_server::DirectoryServiceServer,
};
use proto::duty::v1::TransitAsked;
use proto::exchange::v1::{
    DeliveryClaimed, DeliveryRedated, DeliveryReturned, delivery_service_server::DeliveryServiceServer,
    push_service_server::PushServiceServer,
};
use seal::Keyring;
use shell::{Foundation, Limits, MailboxRpc, Running, Served, Serves, settings::Environment, sized};
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

use crate::{
    App, RULES,
    host::Approval,
    import_places::ImportPlaces,
    operations::{
        KnownGrounds,
        seed::{self, Seed},
    },
    settings::{SERVICE, Service, Settings},
    sweeps,
};

/// The other end of the exchange. Services that are installed later are peers as the settings say.
const PEER: &str = "supervision";

/// How often a watch without news says that it is alive.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What the process is given.
pub type Start = shell::Start<Service>;

/// Serves until `shutdown`; then finishes what is running, and ends within seconds.
pub async fn serve(start: Start, shutdown: CancellationToken) -> anyhow::Result<()> {
    let Start { settings, clock, mailbox, grpc, admin } = start;
    let foundation = Foundation::connect(SERVICE, &settings.shared, clock).await?;
    let app = app(&settings, &foundation, &shutdown)?;
    let peers: Vec<&str> = std::iter::once(PEER).chain(settings.shared.peers.installed(SERVICE)).collect();
    prepare(&app, &settings, &peers).await?;
    let mailbox = mounted(&app, mailbox, &peers);
    let running = Running {
        served: served(&app, &mailbox),
        sweeps: sweeps::all(&app),
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
            host: Arc::new(Approval),
            heartbeat: HEARTBEAT,
            shutdown: shutdown.clone(),
        },
        system: foundation.system.clone(),
        index: foundation.index.clone(),
        grounds: KnownGrounds::default(),
        imports: Arc::new(ImportPlaces::new()),
        first_day: settings.service.first_day,
    })
}

/// Enrols the peers and seeds what is not there yet.
async fn prepare(app: &App, settings: &Settings, peers: &[&str]) -> anyhow::Result<()> {
    for peer in peers {
        mailbox::enrol(&app.system, peer).await?;
    }
    let mut tx = database::begin(&app.system).await?;
    let given = &settings.service.seed;
    let pins = match &given.pins {
        Some(file) => seed::pins(&fs::read_to_string(file).with_context(|| format!("{}", file.display()))?)?,
        None => Vec::new(),
    };
    let officials = settings.shared.environment == Environment::Development;
    let what = Seed { lists: given.lists, officials, pins };
    let resources = app.resources();
    seed::seed(&resources.outbox, &mut tx, resources.clock.now(), what).await.context("seed")?;
    tx.commit().await?;
    resources.outbox.wake();
    app.exchange.reference.refresh().await?;
    Ok(())
}

/// The mailbox with all that approval listens to.
fn mounted(app: &App, settings: mailbox::Settings, peers: &[&str]) -> Mailbox {
    let exchange = Arc::new(app.exchange.clone());
    let resources = app.resources();
    let mut builder =
        Mailbox::builder(resources.outbox.clone(), app.system.clone(), resources.clock.clone(), settings)
            .on::<DeliveryClaimed, _>(Arc::clone(&exchange))
            .on::<DeliveryReturned, _>(Arc::clone(&exchange))
            .on::<DeliveryRedated, _>(Arc::clone(&exchange))
            .on::<TransitAsked, _>(Arc::new(AnswersTransit(resources.outbox.clone())))
            .on_receipts(exchange);
    for peer in peers {
        builder = builder.peer(peer);
    }
    builder.build()
}

/// The services that callers see.
fn served(app: &App, mailbox: &Mailbox) -> Served<'static> {
    let routes = Routes::new(sized!(DirectoryServiceServer::new(app.clone())))
        .add_service(sized!(CatalogueServiceServer::new(app.clone())))
        .add_service(sized!(CalendarServiceServer::new(app.clone())))
        .add_service(sized!(DecisionServiceServer::new(app.clone())))
        .add_service(sized!(DeliveryServiceServer::new(app.exchange.clone())))
        .add_service(sized!(PushServiceServer::new(app.exchange.clone())))
        .add_service(MailboxRpc::server(app.resources(), app.system.clone(), mailbox.clone()));
    Served {
        routes,
        rules: RULES,
        descriptors: proto::DESCRIPTORS,
        reference: app.exchange.reference.clone(),
        resources: app.resources().clone(),
        limits: Limits::default(),
    }
}
