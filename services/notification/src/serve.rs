//! From what the process is given to a running service.

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
use shell::{Foundation, Limits, MAILBOX_RULES, MailboxRpc, Running, Served, sized};
use tokio_util::sync::CancellationToken;
use tonic::service::Routes;

use crate::{
    App, POLICY, metrics,
    model::DutyKinds,
    rules::reminder_plan::ReminderPlans,
    sending::{self, Messages, Post},
    settings::{Service, Settings},
    sweeps,
};

/// Name of the service.
pub const SERVICE: &str = "notification";

/// The services whose duties are kept here. Services that are installed later are peers as the settings say.
const PEERS: [&str; 2] = ["approval", "supervision"];

/// What the process is given.
pub type Start = shell::Start<Service>;

/// Serves until `shutdown`; then finishes what is running, and ends within seconds.
pub async fn serve(start: Start, shutdown: CancellationToken) -> anyhow::Result<()> {
    let Start { settings, clock, mailbox, grpc, admin } = start;
    let foundation = Foundation::lay(SERVICE, &settings.shared, clock).await?;
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
    let (kinds, plans) = (DutyKinds::bundled(), ReminderPlans::bundled()?);
    let messages = Messages::bundled()?;
    let samples: Vec<_> = messages.samples()?.into_iter().map(|(_, _, sample)| sample).collect();
    Ok(App {
        doors: foundation.doors.clone(),
        system: foundation.system.clone(),
        reference: foundation.reference.clone(),
        messages: Arc::new(messages),
        post: Post::new(&settings.service.sending, &samples, foundation.doors.clock.clone())?,
        pace: settings.service.sending.pace,
        keys: foundation.at_rest.clone(),
        index: foundation.index.clone(),
        link: settings.service.sending.link.clone(),
        kinds: Arc::new(kinds),
        plans: Arc::new(plans),
        office_hours: settings.service.office_hours,
        heartbeat: Duration::from_secs(settings.service.heartbeat_seconds),
        shutdown: shutdown.clone(),
    })
}

/// The mailbox with all that notification listens to.
fn mounted(app: &App, settings: mailbox::Settings, peers: &[&str]) -> Mailbox {
    let (doors, ledger) = (&app.doors, Arc::new(app.clone()));
    let builder = Mailbox::builder(doors.outbox.clone(), app.system.clone(), doors.clock.clone(), settings);
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
        .add_service(MailboxRpc::server(&app.doors, app.system.clone(), mailbox.clone()));
    Served {
        routes,
        rules: &[POLICY, MAILBOX_RULES],
        descriptors: proto::DESCRIPTORS,
        reference: app.reference.clone(),
        doors: app.doors.clone(),
        limits: Limits::default(),
    }
}
