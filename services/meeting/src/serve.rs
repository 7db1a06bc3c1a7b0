//! Puts meeting together: its peers, a roster for an empty database, the matters that it hears, what callers see.

use std::sync::Arc;

use mailbox::{AnswersTransit, Mailbox};
use paper::Press;
use proto::{
    duty::v1::TransitAsked,
    meeting::v1::{
        MatterRaised, meeting_service_server::MeetingServiceServer,
        minutes_service_server::MinutesServiceServer, resolution_service_server::ResolutionServiceServer,
        roster_service_server::RosterServiceServer, topic_service_server::TopicServiceServer,
    },
};
use shell::{Foundation, Limits, MailboxRpc, Running, Served, sized};
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

use crate::{
    App, RULES, operations,
    settings::{SERVICE, Service, Settings},
};

/// The service that owns the directory and the calendar, and those that raise matters.
const PEERS: [&str; 3] = ["approval", "supervision", "notification"];

/// What the process is given.
pub type Start = shell::Start<Service>;

/// Serves until `shutdown`; then finishes what is running, and ends within seconds.
pub async fn serve(start: Start, shutdown: CancellationToken) -> anyhow::Result<()> {
    let Start { settings, clock, mailbox, grpc, admin } = start;
    let foundation = Foundation::connect(SERVICE, &settings.shared, clock).await?;
    let press = &settings.service.press;
    let app = App {
        resources: foundation.resources.clone(),
        system: foundation.system.clone(),
        at_rest: foundation.at_rest.clone(),
        press: Arc::new(Press::of(press.program.clone(), press.fonts.clone())?),
        minutes_heading: press.heading.as_str().into(),
        reference: foundation.reference.clone(),
        reading: settings.service.reading,
        quorum: Arc::new(settings.service.quorum.clone()),
    };
    prepare(&app, &settings).await?;
    let mailbox = mounted(&app, mailbox);
    let running = Running {
        served: served(&app, &mailbox),
        sweeps: Vec::new(),
        keyrings: vec![foundation.at_rest.clone()],
        settings: settings.shared,
        foundation,
        mailbox,
        grpc,
        admin,
    };
    shell::run(running, shutdown).await
}

/// Enrols the peers and seeds what is not there yet.
async fn prepare(app: &App, settings: &Settings) -> anyhow::Result<()> {
    for peer in PEERS {
        mailbox::enrol(&app.system, peer).await?;
    }
    if settings.service.seed {
        let mut tx = database::begin(&app.system).await?;
        operations::seed_roster(&mut tx).await?;
        tx.commit().await?;
    }
    app.reference.refresh().await?;
    // A line for the log, which nothing waits for.
    let press = Arc::clone(&app.press);
    tokio::spawn(async move { press.log_fonts().await });
    Ok(())
}

/// The mailbox with all that meeting listens to.
fn mounted(app: &App, settings: mailbox::Settings) -> Mailbox {
    let resources = &app.resources;
    let builder =
        Mailbox::builder(resources.outbox.clone(), app.system.clone(), resources.clock.clone(), settings);
    let mut builder = app
        .reference
        .listen(builder)
        .on::<MatterRaised, _>(Arc::new(app.clone()))
        .on::<TransitAsked, _>(Arc::new(AnswersTransit(resources.outbox.clone())));
    for peer in PEERS {
        builder = builder.peer(peer);
    }
    builder.build()
}

/// The services that callers see.
fn served(app: &App, mailbox: &Mailbox) -> Served<'static> {
    let routes = Routes::new(sized!(RosterServiceServer::new(app.clone())))
        .add_service(sized!(MeetingServiceServer::new(app.clone())))
        .add_service(sized!(MinutesServiceServer::new(app.clone())))
        .add_service(sized!(ResolutionServiceServer::new(app.clone())))
        .add_service(sized!(TopicServiceServer::new(app.clone())))
        .add_service(MailboxRpc::server(&app.resources, app.system.clone(), mailbox.clone()));
    Served {
        routes,
        rules: RULES,
        descriptors: proto::DESCRIPTORS,
        reference: app.reference.clone(),
        resources: app.resources.clone(),
        limits: Limits::default(),
    }
}
