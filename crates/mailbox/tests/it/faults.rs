//! Brokers and databases that go away.

use std::time::Duration;

use async_nats::jetstream;
use mailbox::{Broker, Settings, Stream, run_until_empty};
use testkit::{Folder, Nats};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{
    harness::{Service, fast, pair, service, settings, texts, until},
    one_way::Wire,
};

/// F9 of the fault matrix: the promise of the whole design.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_killed_and_wiped_under_load_loses_nothing_and_doubles_nothing() {
    let folder = Folder::create().unwrap();
    let mut nats = Nats::start(folder.path(), None).unwrap();
    let (approval, supervision) = pair(fast(&nats.url())).await;
    nats.wipe().unwrap();
    let running = Running::start(&[&approval, &supervision]);

    let sentences = texts("load", 300);
    for (round, chunk) in sentences.chunks(100).enumerate() {
        nats.restart().unwrap();
        until("the broker is back", async || approval.mailbox.connected()).await;
        for (number, text) in chunk.iter().enumerate() {
            approval.say(&[text.as_str()]).await;
            if number == 60 {
                until("some have arrived", async || supervision.effects().await.len() > round * 100).await;
                nats.wipe().unwrap();
            }
        }
    }
    nats.restart().unwrap();
    until("everything is receipted", async || approval.pending().await == 0).await;
    running.stop().await;
    assert_eq!(supervision.sorted_effects().await, sentences);
    assert_eq!(approval.told().await.len(), 300);
}

/// The broker acknowledged, forgot, and still remembers the message id: only a new epoch gets through.
#[tokio::test]
async fn a_full_stream_that_drops_unread_messages_is_filled_again() {
    let stream = Stream { max_bytes: 64 * 1024, ..settings().stream };
    let (approval, supervision) = pair(Settings { stream, ..settings() }).await;
    let sentences: Vec<String> =
        texts("long", 40).iter().map(|text| format!("{text} {}", "x".repeat(8_000))).collect();
    approval.say(&sentences.iter().map(String::as_str).collect::<Vec<_>>()).await;
    until("all were acknowledged", async || {
        run_until_empty(&[&approval.mailbox]).await.unwrap();
        approval.count("select count(*) from mailbox.todo where epoch > 0").await == 40
    })
    .await;
    assert!(messages_in_stream(&approval).await < 10, "most have fallen out");

    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
    assert_eq!(supervision.sorted_effects().await, sentences);
}

/// F14.
#[tokio::test]
async fn a_consumer_or_stream_deleted_by_hand_is_made_anew() {
    let (approval, supervision) = pair(settings()).await;
    let running = Running::start(&[&approval, &supervision]);
    approval.say(&["before"]).await;
    until("it has arrived", async || approval.pending().await == 0).await;

    let client = async_nats::connect(&approval.settings.broker.url).await.unwrap();
    let broker = jetstream::new(client);
    let stream = format!("SHENGUAN_{}_APPROVAL", approval.settings.county.to_uppercase());
    broker.delete_consumer_from_stream("supervision_from_approval", &stream).await.unwrap();
    approval.say(&["without consumer"]).await;
    until("it has arrived", async || approval.pending().await == 0).await;

    broker.delete_stream(&stream).await.unwrap();
    approval.say(&["without stream"]).await;
    until("it has arrived", async || approval.pending().await == 0).await;
    running.stop().await;
    assert_eq!(supervision.effects().await, ["before", "without consumer", "without stream"]);
}

#[tokio::test]
async fn nobody_can_purge_a_stream_or_delete_from_it() {
    let (approval, supervision) = pair(settings()).await;
    approval.say(&["kept"]).await;
    run_until_empty(&[&approval.mailbox, &supervision.mailbox]).await.unwrap();
    let stream = stream(&approval).await;
    assert!(stream.purge().await.is_err());
    assert!(stream.delete_message(1).await.is_err());
}

/// F23.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn terminated_database_connections_lose_nothing_and_double_nothing() {
    let (approval, supervision) = pair(settings()).await;
    let running = Running::start(&[&approval, &supervision]);
    for (number, text) in texts("cut", 200).iter().enumerate() {
        // The caller whose connection dies does not know whether it has said the text: what the table holds was said.
        let _unknown = approval.try_say(&[text.as_str()]).await;
        if number % 40 == 20 {
            terminate(&approval).await;
            terminate(&supervision).await;
        }
    }
    until("everything is receipted", async || approval.pending().await == 0).await;
    running.stop().await;
    let said = approval.count("select count(*) from mailbox.message").await;
    assert!(said >= 190, "only the callers that were cut may have failed: {said}");
    let (effects, different) =
        ("select count(*) from test.effect", "select count(distinct message_id) from test.effect");
    assert_eq!((supervision.count(effects).await, supervision.count(different).await), (said, said));
}

/// F8: what the service writes does not depend on the broker.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broker_that_stands_still_holds_nobody_up() {
    let folder = Folder::create().unwrap();
    let mut nats = Nats::start(folder.path(), None).unwrap();
    let (approval, supervision) = pair(fast(&nats.url())).await;
    let running = Running::start(&[&approval, &supervision]);
    approval.say(&["before"]).await;
    until("it has arrived", async || approval.pending().await == 0).await;

    nats.pause().unwrap();
    let speaking = async {
        for text in texts("meanwhile", 20) {
            approval.say(&[text.as_str()]).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), speaking)
        .await
        .expect("saying does not wait for the broker");
    let tried = "select count(*) from mailbox.todo where failures > 0";
    until("publishing was tried in vain", async || approval.count(tried).await > 0).await;
    nats.resume().unwrap();
    until("everything is receipted", async || approval.pending().await == 0).await;
    running.stop().await;
    assert_eq!(supervision.effects().await.len(), 21);
}

/// F20: what was said arrives, though no acknowledgement and no receipt comes back; it is said again, and has its effect once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sender_that_hears_no_answer_says_it_again_and_doubles_nothing() {
    let settings = settings();
    let wire = Wire::to(&settings.broker.url).await;
    let deaf = Settings { broker: Broker { url: wire.url.clone(), tls: None }, ..settings.clone() };
    let approval = service("approval", &["supervision", "notification"], deaf).await;
    let supervision = service("supervision", &["approval"], settings).await;
    mailbox::enrol(&approval.system, "supervision").await.unwrap();
    let running = Running::start(&[&approval, &supervision]);
    approval.say(&["before"]).await;
    until("it has arrived", async || approval.pending().await == 0).await;

    wire.lose_answers(true);
    let sentences = texts("unheard", 20);
    approval.say(&sentences.iter().map(String::as_str).collect::<Vec<_>>()).await;
    until("everything has arrived", async || supervision.effects().await.len() == 21).await;
    let tried = "select count(*) from mailbox.todo where failures > 0";
    until("no acknowledgement was heard", async || approval.count(tried).await == 20).await;
    assert_eq!(approval.pending().await, 20, "without a receipt nothing is done");

    wire.lose_answers(false);
    until("everything is receipted", async || approval.pending().await == 0).await;
    running.stop().await;
    assert_eq!(supervision.effects().await.len(), 21);
    assert_eq!(approval.told().await.len(), 21);
}

/// Mailboxes that run.
struct Running {
    shutdown: CancellationToken,
    tasks: Vec<JoinHandle<()>>,
}

impl Running {
    fn start(services: &[&Service]) -> Self {
        let shutdown = CancellationToken::new();
        let tasks = services.iter().map(|service| service.run(&shutdown)).collect();
        Self { shutdown, tasks }
    }

    async fn stop(self) {
        self.shutdown.cancel();
        for task in self.tasks {
            tokio::time::timeout(Duration::from_secs(10), task).await.expect("shutdown ends").unwrap();
        }
    }
}

async fn messages_in_stream(service: &Service) -> u64 {
    stream(service).await.get_info().await.unwrap().state.messages
}

/// The stream that the service has made.
async fn stream(service: &Service) -> jetstream::stream::Stream {
    let client = async_nats::connect(&service.settings.broker.url).await.unwrap();
    let county = service.settings.county.to_uppercase();
    let name = format!("SHENGUAN_{county}_{}", service.mailbox.service().to_uppercase());
    jetstream::new(client).get_stream(name).await.unwrap()
}

async fn terminate(service: &Service) {
    sqlx::query(
        "select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and usename <> current_user",
    )
    .execute(&service.superuser)
    .await
    .unwrap();
}
