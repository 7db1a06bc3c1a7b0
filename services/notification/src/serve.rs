//! Puts notification together: the services whose duties it keeps, what it hears of them, what callers see; messages leave beside it.

use std::{sync::Arc, time::Duration};

use mailbox::Mailbox;
use proto::{
    duty::v1::{DutyDischarged, DutyOpened, DutyRedated, DutyWithdrawn, TransitAnswered},
    meeting::v1::{MeetingAnnounced, RulingIssued},
    notification::v1::{
        duty_service_server::DutyServiceServer, notice_service_server::NoticeServiceServer,
        reminder_service_server::ReminderServiceServer,
        subscription_service_server::SubscriptionServiceServer,
        supervision_letter_service_server::SupervisionLetterServiceServer,
    },
};
use shell::{Foundation, Limits, MailboxRpc, Running, Served, sized};
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

use crate::{
    App, RULES, SERVICE, metrics,
    model::DutyKinds,
    rules::reminder_plan::ReminderPlans,
    sending::{self, Messages, Post},
    settings::{Service, Settings},
    sweeps,
};

/// The services whose duties are kept here. Services that are installed later are peers as the settings say.
const PEERS: [&str; 2] = ["approval", "supervision"];

/// What the process is given.
pub type Start = shell::Start<Service>;

/// Serves until `shutdown`; then finishes what is running, and ends within seconds.
pub async fn serve(start: Start, shutdown: CancellationToken) -> anyhow::Result<()> {
    let Start { settings, clock, mailbox, grpc, admin } = start;
    let foundation = Foundation::connect(SERVICE, &settings.shared, clock).await?;
    let app = app(&settings, &foundation, &shutdown)?;
    let peers: Vec<&str> = PEERS.into_iter().chain(settings.shared.peers.installed(SERVICE)).collect();
    for peer in &peers {
        mailbox::enrol(&app.system, peer).await?;
    }
    app.reference.refresh().await?;
    metrics::describe();
    let mailbox = mounted(&app, mailbox, &peers);
    let running = Running {
        served: served(&app, &mailbox),
        sweeps: sweeps::all(&app),
        keyrings: vec![foundation.at_rest.clone()],
        settings: settings.shared,
        foundation,
        mailbox,
        grpc,
        admin,
    };
    let end_of_sending = shutdown.child_token();
    let sending = tokio::spawn(sending::run(app, end_of_sending.clone()));
    let ended = shell::run(running, shutdown).await;
    end_of_sending.cancel();
    // Within seconds; a panic of it was told by the panic hook.
    let _ended = sending.await;
    ended
}

fn app(settings: &Settings, foundation: &Foundation, shutdown: &CancellationToken) -> anyhow::Result<App> {
    let messages = Messages::bundled()?;
    let samples: Vec<_> = messages.samples()?.into_iter().map(|sample| sample.message).collect();
    Ok(App {
        resources: foundation.resources.clone(),
        system: foundation.system.clone(),
        reference: foundation.reference.clone(),
        messages: Arc::new(messages),
        post: Post::new(&settings.service.sending, &samples, foundation.resources.clock.clone())?,
        pace: settings.service.sending.pace,
        keys: foundation.at_rest.clone(),
        index: foundation.index.clone(),
        link: settings.service.sending.link.clone(),
        kinds: Arc::new(DutyKinds::bundled()),
        plans: Arc::new(ReminderPlans::bundled()?),
        office_hours: settings.service.office_hours,
        heartbeat: Duration::from_secs(settings.service.heartbeat_seconds),
        shutdown: shutdown.clone(),
    })
}

/// The mailbox with all that notification listens to.
fn mounted(app: &App, settings: mailbox::Settings, peers: &[&str]) -> Mailbox {
    let resources = &app.resources;
    let ledger = Arc::new(app.clone());
    let builder =
        Mailbox::builder(resources.outbox.clone(), app.system.clone(), resources.clock.clone(), settings);
    let mut builder = app
        .reference
        .listen(builder)
        .on::<DutyOpened, _>(Arc::clone(&ledger))
        .on::<DutyDischarged, _>(Arc::clone(&ledger))
        .on::<DutyWithdrawn, _>(Arc::clone(&ledger))
        .on::<DutyRedated, _>(Arc::clone(&ledger))
        .on::<RulingIssued, _>(Arc::clone(&ledger))
        .on::<MeetingAnnounced, _>(Arc::clone(&ledger))
        .on::<TransitAnswered, _>(ledger);
    for peer in peers {
        builder = builder.peer(peer);
    }
    builder.build()
}

/// The services that callers see.
fn served(app: &App, mailbox: &Mailbox) -> Served<'static> {
    let routes = Routes::new(sized!(DutyServiceServer::new(app.clone())))
        .add_service(sized!(ReminderServiceServer::new(app.clone())))
        .add_service(sized!(NoticeServiceServer::new(app.clone())))
        .add_service(sized!(SubscriptionServiceServer::new(app.clone())))
        .add_service(sized!(SupervisionLetterServiceServer::new(app.clone())))
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
