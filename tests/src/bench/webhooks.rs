//! Very many webhooks wait for a receiver on this machine: how many arrive in a second?

use std::{
    convert::Infallible,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use anyhow::Context;
use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use http::{Request, Response};
use http_body_util::{BodyExt, Empty, Full};
use hyper::{body::Incoming, service::service_fn};
use hyper_util::rt::TokioIo;
use jiff::civil::date;
use proto::notification::v1::{
    CreateSubscriptionRequest, Target, VerifySubscriptionRequest, WebhookTarget, target::To,
};
use serde_json::Value;
use sqlx::{PgPool, postgres::PgPoolOptions};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::task::AbortOnDropHandle;

use super::{figure::Figure, fill};
use crate::stage::{Bureau, Stage, sample_units, until};

/// In office hours, with nothing due.
const NOW: &str = "2026-10-19T10:00:00+08:00";
const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// Subscriptions of each unit.
const EACH: usize = 4;

/// Lets so many messages leave by one process, and counts how many a second are noted as arrived. The floor is the wire's own: bare
/// posts of the same size by a client without a database, as many at once.
pub async fn webhooks(messages: i64) -> anyhow::Result<Vec<Figure>> {
    let stage = Stage::with_notification(NOW).await?;
    let name = stage.ground.databases.last().context("no ledger")?.clone();
    let options = stage.ground.postgres.clone().database(&name);
    let receiver = Receiver::start().await?;
    let units = sample_units();
    for unit in &units {
        subscribe(&stage, unit, &receiver).await?;
    }
    let database = PgPoolOptions::new().max_connections(2).connect_with(options.clone()).await?;
    let receivers: i64 =
        sqlx::query_scalar("select count(*) from notification.subscription").fetch_one(&database).await?;
    // A notice of each duty, and a message of each notice to each receiver of the unit.
    let duties = i64::try_from(units.len())? * (messages / receivers);
    fill::duties(options, duties, date(2026, 10, 20), 1).await?;
    until("every plan to be looked at", async || {
        let new = "select count(*) from notification.reminder where next_at = '-infinity'";
        Ok((sqlx::query_scalar::<_, i64>(new).fetch_one(&database).await? == 0).then_some(()))
    })
    .await?;
    let floor = bare(&receiver, messages).await?;

    let before = receiver.count();
    let made = wait(&database).await?;
    let begun = Instant::now();
    sqlx::query("update notification.dispatch set next_at = clock_timestamp() where state = 'waiting'")
        .execute(&database)
        .await?;
    until("every message to arrive", async || {
        let waiting = "select count(*) from notification.dispatch where state = 'waiting'";
        let waiting: i64 = sqlx::query_scalar(waiting).fetch_one(&database).await?;
        Ok((waiting == 0).then_some(()))
    })
    .await?;
    let took = begun.elapsed().as_secs_f64();
    let came = receiver.count() - before;
    anyhow::ensure!(came == made, "{made} were sent, {came} came");
    let rate = number(made) / took;
    Ok(vec![
        Figure::new("floor: bare posts a second", floor).over(floor),
        Figure::new("webhooks a second, each noted", rate).over(floor),
        Figure::new("messages", number(made)),
    ])
}

/// Makes the subscriptions of a unit, and repeats their codes.
async fn subscribe(stage: &Stage, unit: &str, receiver: &Receiver) -> anyhow::Result<()> {
    let bureau = stage.bureau(unit, Some(&format!("{unit}-liaison")))?;
    for number in 0..EACH {
        match one(&bureau, receiver.url(unit, number), receiver).await {
            Ok(()) => {}
            // A unit that neither approves nor supervises has nobody who subscribes.
            Err(error) if error.downcast_ref::<tonic::Status>().is_some() => return Ok(()),
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

async fn one(bureau: &Bureau, url: String, receiver: &Receiver) -> anyhow::Result<()> {
    let target = WebhookTarget { url, signing_key: KEY.to_owned() };
    let asked = CreateSubscriptionRequest {
        request_id: ids::RequestId::generate().0.to_string(),
        name: "业务系统".to_owned(),
        target: Some(Target { to: Some(To::Webhook(target)) }),
        ..CreateSubscriptionRequest::default()
    };
    let made = bureau.subscriptions()?.create_subscription(asked).await?.into_inner().subscription;
    let code = until("a code", async || Ok(receiver.take_code())).await?;
    let asked = VerifySubscriptionRequest {
        request_id: ids::RequestId::generate().0.to_string(),
        id: made.context("no subscription")?.id,
        code,
        ..VerifySubscriptionRequest::default()
    };
    bureau.subscriptions()?.verify_subscription(asked).await?;
    Ok(())
}

/// A notice of each duty, and a message of each to each subscription of its unit, all waiting; gives how many.
async fn wait(database: &PgPool) -> anyhow::Result<u64> {
    sqlx::raw_sql(
        "create table public.step as
         select gen_random_uuid() as notice, id as duty, owed_by as unit,
                timestamptz '2026-10-19 08:30+08' + row_number() over (order by id) * interval '1 second' as at
         from notification.duty;
         insert into notification.notice (id, unit, level, at, created_at)
         select notice, unit, 'handlers', at, now() from public.step;
         insert into notification.notice_duty (notice_id, duty_id, step) select notice, duty, 'due_soon' from public.step;
         update notification.reminder set taken_at = step.at from public.step where duty_id = duty",
    )
    .execute(database)
    .await?;
    let done = sqlx::query(
        "insert into notification.dispatch (id, subscription_id, unit, kind, subject_id, created_at, state, next_at)
         select gen_random_uuid(), subscription.id, subscription.unit, 'notice', notice.id, now(), 'waiting', 'infinity'
         from notification.notice join notification.subscription on subscription.unit = notice.unit",
    )
    .execute(database)
    .await?;
    sqlx::query("vacuum analyze notification.dispatch").execute(database).await?;
    Ok(done.rows_affected())
}

/// Bare posts a second, 64 at once, each over a connection of its own as a webhook's.
async fn bare(receiver: &Receiver, messages: i64) -> anyhow::Result<f64> {
    let begun = Instant::now();
    let body = Bytes::from(vec![b'x'; 400]);
    let posted = stream::iter(0..messages).map(|_| post(receiver.address, body.clone())).buffer_unordered(64);
    posted.try_collect::<Vec<()>>().await?;
    Ok(number(u64::try_from(messages)?) / begun.elapsed().as_secs_f64())
}

async fn post(to: SocketAddr, body: Bytes) -> anyhow::Result<()> {
    let stream = TcpStream::connect(to).await?;
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake::<_, Full<Bytes>>(TokioIo::new(stream)).await?;
    let _driver = AbortOnDropHandle::new(tokio::spawn(connection));
    let request =
        Request::post("/").header("host", "localhost").header("connection", "close").body(Full::new(body))?;
    sender.send_request(request).await?.into_body().collect().await?;
    Ok(())
}

/// Takes every message, and keeps the codes.
struct Receiver {
    address: SocketAddr,
    count: Arc<AtomicU64>,
    codes: Arc<Mutex<Vec<String>>>,
    _task: AbortOnDropHandle<()>,
}

impl Receiver {
    async fn start() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (count, codes) = (Arc::<AtomicU64>::default(), Arc::<Mutex<Vec<String>>>::default());
        let (counted, kept) = (Arc::clone(&count), Arc::clone(&codes));
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (counted, kept) = (Arc::clone(&counted), Arc::clone(&kept));
                tokio::spawn(async move {
                    let taken = service_fn(|request: Request<Incoming>| take(request, &counted, &kept));
                    let served = hyper::server::conn::http1::Builder::new();
                    // Whoever goes away early is counted, or was not.
                    let _ = served.serve_connection(TokioIo::new(stream), taken).await;
                });
            }
        });
        Ok(Self { address, count, codes, _task: AbortOnDropHandle::new(task) })
    }

    /// The address of one of many systems: each unit's has its own, and its own pace.
    fn url(&self, unit: &str, number: usize) -> String {
        format!("http://{}/{unit}/{number}", self.address)
    }

    fn count(&self) -> u64 {
        self.count.load(Ordering::SeqCst)
    }

    fn take_code(&self) -> Option<String> {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

async fn take(
    request: Request<Incoming>,
    count: &AtomicU64,
    codes: &Mutex<Vec<String>>,
) -> Result<Response<Empty<Bytes>>, Infallible> {
    let body =
        request.into_body().collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let said: Value = serde_json::from_slice(&body).unwrap_or_default();
    if let Some(code) = said["data"]["code"].as_str() {
        codes.lock().unwrap_or_else(PoisonError::into_inner).push(code.to_owned());
    }
    count.fetch_add(1, Ordering::SeqCst);
    Ok(Response::new(Empty::new()))
}

#[expect(clippy::cast_precision_loss, reason = "some thousands")]
fn number(count: u64) -> f64 {
    count as f64
}
