//! Two services that note what they hear.

use std::{
    collections::HashMap,
    future::Future,
    sync::{Arc, Mutex},
    time::Duration,
};

use clock::Clock;
use ids::{MessageId, Uuid};
use mailbox::{
    Backoff, Event, Handle, Incoming, Mailbox, OnReceipts, Outbox, Received, ReceivedReceipt, Rejected,
    Settings, Stream, Verb,
};
use sqlx::{PgConnection, PgPool, Row};
use testkit::Database;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// What `approval` tells `supervision`, and `notification` once that takes part.
#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct Noted {
    #[prost(string, tag = "1")]
    pub(crate) text: String,
}

impl Event for Noted {
    const NAME: &'static str = "noted";
    const VERB: Verb = Verb::Push;

    fn receivers(_sender: &str) -> &'static [&'static str] {
        &["supervision", "notification"]
    }
}

/// Another event, which breaks runs of [`Noted`].
#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct Claimed {
    #[prost(string, tag = "1")]
    pub(crate) text: String,
}

impl Event for Claimed {
    const NAME: &'static str = "claimed";
    const VERB: Verb = Verb::Claim;

    fn receivers(_sender: &str) -> &'static [&'static str] {
        &["supervision"]
    }
}

/// Writes what it hears into `test.effect`, unless told to refuse it.
#[derive(Debug, Default)]
pub(crate) struct Notebook {
    refused: Mutex<HashMap<String, Refusal>>,
}

/// How a text is refused.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Refusal {
    Panic,
    Park,
    Retry,
    /// Only the next so many times.
    Times(u32),
    /// By a statement that the database refuses.
    BadStatement,
}

impl Notebook {
    pub(crate) fn refuse(&self, text: &str, refusal: Refusal) {
        self.refused.lock().unwrap().insert(text.to_owned(), refusal);
    }

    pub(crate) fn accept(&self, text: &str) {
        self.refused.lock().unwrap().remove(text);
    }

    fn refusal(&self, text: &str) -> Option<Refusal> {
        let mut refused = self.refused.lock().unwrap();
        match refused.get_mut(text) {
            Some(Refusal::Times(0)) => None,
            Some(Refusal::Times(left)) => {
                *left -= 1;
                Some(Refusal::Retry)
            }
            other => other.copied(),
        }
    }

    async fn note(&self, tx: &mut PgConnection, id: MessageId, text: &str) -> Result<(), Rejected> {
        sqlx::query("insert into test.effect (message_id, text) values ($1, $2)")
            .bind(id.0)
            .bind(text)
            .execute(&mut *tx)
            .await?;
        match self.refusal(text) {
            None => Ok(()),
            Some(Refusal::Park) => Err(Rejected::Park("told to park".into())),
            Some(Refusal::Panic) => panic!("told to panic"),
            Some(Refusal::BadStatement) => {
                Ok(sqlx::query("select 'Li Ming'::integer").execute(tx).await.map(drop)?)
            }
            Some(Refusal::Retry | Refusal::Times(_)) => Err(Rejected::Retry("told to wait".into())),
        }
    }
}

impl Handle<Noted> for Notebook {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<Noted>]) -> Result<(), Rejected> {
        for received in events {
            self.note(tx, received.id, &received.event.text).await?;
        }
        Ok(())
    }
}

impl Handle<Claimed> for Notebook {
    async fn handle(&self, tx: &mut PgConnection, events: &[Received<Claimed>]) -> Result<(), Rejected> {
        for received in events {
            self.note(tx, received.id, &received.event.text).await?;
        }
        Ok(())
    }
}

impl OnReceipts for Notebook {
    async fn on_receipts(&self, tx: &mut PgConnection, receipts: &[ReceivedReceipt]) -> Result<(), Rejected> {
        for receipt in receipts {
            sqlx::query("insert into test.told (message_id, receiver, event) values ($1, $2, $3)")
                .bind(receipt.message.0)
                .bind(&receipt.receiver)
                .bind(&receipt.event)
                .execute(&mut *tx)
                .await?;
            if self.refusal(&receipt.message.to_string()).is_some() {
                return Err(Rejected::Retry("told to wait".into()));
            }
        }
        Ok(())
    }
}

/// One service: its database, its pools of the real roles, and its mailbox.
pub(crate) struct Service {
    pub(crate) mailbox: Mailbox,
    pub(crate) outbox: Outbox,
    pub(crate) notebook: Arc<Notebook>,
    pub(crate) rpc: PgPool,
    pub(crate) system: PgPool,
    pub(crate) superuser: PgPool,
    pub(crate) settings: Settings,
    _database: Database,
}

/// A county of its own on the run's broker, with milliseconds for seconds.
pub(crate) fn settings() -> Settings {
    fast(&testkit::servers().nats)
}

/// The same on another broker.
pub(crate) fn fast(url: &str) -> Settings {
    let county = MessageId::generate().0.simple().to_string();
    let milliseconds = Duration::from_millis;
    let production = Settings::new(&county, url);
    Settings {
        // The broker reserves it for each of the many counties of a run.
        stream: Stream { max_bytes: 8 << 20, ..production.stream.clone() },
        poll: milliseconds(20),
        lease: milliseconds(3_000),
        ack_timeout: milliseconds(1_000),
        publish_backoff: Backoff::doubling(milliseconds(20), milliseconds(200)),
        receipt_backoff: Backoff::doubling(milliseconds(300), milliseconds(1_000)),
        retry_backoff: Backoff::doubling(milliseconds(10), milliseconds(40)),
        heal_backoff: Backoff::doubling(milliseconds(10), milliseconds(200)),
        resends_per_second: 1_000.0,
        heartbeat: milliseconds(500),
        ..production
    }
}

/// A service whose mailbox reads `peers`. It does not run yet.
pub(crate) async fn service(name: &str, peers: &[&str], settings: Settings) -> Service {
    let database = Database::create(name, &[&mailbox::MIGRATOR]).await;
    let superuser = database::pool(database.superuser(), 2);
    sqlx::raw_sql(
        "create schema test;
        create table test.effect (position bigint generated always as identity, message_id uuid, text text);
        create table test.told (message_id uuid, receiver text, event text);
        grant usage on schema test to shenguan_system;
        grant insert on all tables in schema test to shenguan_system;",
    )
    .execute(&superuser)
    .await
    .unwrap();
    let rpc = database::pool(database.rpc(), 8);
    let system = database::pool(database.system(), 8);
    let outbox = Outbox::new(name);
    let notebook = Arc::new(Notebook::default());
    let builder = Mailbox::builder(outbox.clone(), system.clone(), Clock::system(), settings.clone());
    let mailbox = peers
        .iter()
        .fold(builder, |builder, peer| builder.peer(peer))
        .on::<Noted, _>(notebook.clone())
        .on::<Claimed, _>(notebook.clone())
        .on_receipts(notebook.clone())
        .build();
    Service { mailbox, outbox, notebook, rpc, system, superuser, settings, _database: database }
}

/// `approval`, which speaks, and `supervision`, which takes part and hears.
pub(crate) async fn pair(settings: Settings) -> (Service, Service) {
    let approval = service("approval", &["supervision", "notification"], settings.clone()).await;
    let supervision = service("supervision", &["approval"], settings).await;
    mailbox::enrol(&approval.system, "supervision").await.unwrap();
    (approval, supervision)
}

impl Service {
    /// Says the texts in one transaction of the role that serves callers.
    pub(crate) async fn say(&self, texts: &[&str]) -> Vec<MessageId> {
        self.try_say(texts).await.unwrap()
    }

    pub(crate) async fn try_say(&self, texts: &[&str]) -> Result<Vec<MessageId>, sqlx::Error> {
        let events: Vec<Noted> = texts.iter().map(|text| Noted { text: (*text).to_owned() }).collect();
        let mut tx = database::begin(&self.rpc).await?;
        let ids = self.outbox.send(&mut tx, &events).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(ids)
    }

    /// What its handlers have noted, in order.
    pub(crate) async fn effects(&self) -> Vec<String> {
        let rows = sqlx::query("select text from test.effect order by position")
            .fetch_all(&self.superuser)
            .await
            .unwrap();
        rows.into_iter().map(|row| row.get(0)).collect()
    }

    /// The same, sorted.
    pub(crate) async fn sorted_effects(&self) -> Vec<String> {
        let mut effects = self.effects().await;
        effects.sort();
        effects
    }

    /// Messages of whose arrival it was told.
    pub(crate) async fn told(&self) -> Vec<MessageId> {
        let rows = sqlx::query("select message_id from test.told order by message_id")
            .fetch_all(&self.superuser)
            .await;
        rows.unwrap().into_iter().map(|row| MessageId(row.get(0))).collect()
    }

    /// One number from the database.
    pub(crate) async fn count(&self, statement: &'static str) -> i64 {
        sqlx::query_scalar(statement).fetch_one(&self.superuser).await.unwrap()
    }

    /// Messages that are not receipted.
    pub(crate) async fn pending(&self) -> i64 {
        self.count("select count(*) from mailbox.todo where parked_at is null").await
    }

    /// A kept message as it would arrive.
    pub(crate) async fn on_the_wire(&self, id: MessageId, receiver: &str) -> Incoming {
        let row = sqlx::query(
            "select verb, event, body, encode(body_sha256, 'hex') from mailbox.message where id = $1",
        )
        .bind(id.0)
        .fetch_one(&self.superuser)
        .await
        .unwrap();
        let (verb, event): (String, String) = (row.get(0), row.get(1));
        let county = &self.settings.county;
        let me = self.mailbox.service();
        Incoming {
            peer: me.to_owned(),
            subject: format!("shenguan.v1.{county}.{verb}.{me}.{receiver}.{event}"),
            message_id: Some(id.to_string()),
            body_sha256: Some(row.get(3)),
            traceparent: None,
            body: row.get::<Vec<u8>, _>(2).into(),
        }
    }

    /// Runs until the token is cancelled.
    pub(crate) fn run(&self, shutdown: &CancellationToken) -> JoinHandle<()> {
        let mailbox = self.mailbox.clone();
        let shutdown = shutdown.clone();
        tokio::spawn(async move { mailbox.run(shutdown).await.unwrap() })
    }

    /// The id of the only parked message.
    pub(crate) async fn the_parked(&self) -> ids::ParkedId {
        let id: Uuid =
            sqlx::query_scalar("select id from mailbox.parked").fetch_one(&self.superuser).await.unwrap();
        ids::ParkedId(id)
    }
}

/// Asks until it is so; panics after half a minute.
pub(crate) async fn until<F: Future<Output = bool>>(what: &str, is_so: impl Fn() -> F) {
    let mut looks = tokio::time::interval(Duration::from_millis(20));
    let asking = async {
        while !is_so().await {
            looks.tick().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), asking).await.unwrap_or_else(|_| panic!("never: {what}"));
}

/// `prefix-000`, `prefix-001`, …
pub(crate) fn texts(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{prefix}-{number:03}")).collect()
}
