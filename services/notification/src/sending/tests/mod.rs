//! Messages to a receiver that listens, from a real database as the real role.

mod announcements;
mod attempts;
mod needless;
mod reminder_outcomes;
mod rerouting;
mod sms;

use std::sync::Mutex;

use ids::{RequestId, SubscriptionId};
use prost::Message;
use proto::{
    notification::v1::{
        DisableSubscriptionRequest, EnableSubscriptionRequest, RecoverSubscriptionRequest, Target,
        TestSubscriptionRequest, VerifySubscriptionRequest, WebhookTarget, target::To,
    },
    words::notification::Channel,
};
use reference::Role;
use serde_json::Value;
use shell::{Caller, timestamp_to_proto};
use testkit::peer::{Peer, status};
use tonic::Status;

use super::run::{attempt, settle};
use crate::{
    App,
    model::{Subscription, SubscriptionState},
    operations,
    rules::receivers::Filter,
    sending::prepare::{Prepared, prepare},
    store,
    tests::ledger::{Ledger, acting, deadline, instant, new_duty, opened},
};

pub(super) const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A receiver of webhooks that answers with the statuses it is given, then with 204.
pub(super) async fn answering<const N: usize>(statuses: [u16; N]) -> Peer {
    let statuses = Mutex::new(statuses.into_iter());
    Peer::plain(move |_| status(statuses.lock().unwrap().next().unwrap_or(204))).await.unwrap()
}

/// What came, with its ids.
pub(super) fn seen(receiver: &Peer) -> Vec<(String, Value)> {
    receiver.seen().iter().map(|seen| (seen.header("webhook-id").to_owned(), seen.json())).collect()
}

/// An active subscription of scjgj to everything.
pub(super) async fn subscribed(ledger: &Ledger, receiver: &Peer) -> SubscriptionId {
    subscribed_to(ledger, receiver, |_| {}).await
}

/// An active subscription of scjgj as `but` makes it.
pub(super) async fn subscribed_to(
    ledger: &Ledger,
    receiver: &Peer,
    but: impl FnOnce(&mut Subscription),
) -> SubscriptionId {
    let webhook = WebhookTarget { url: receiver.url("/"), signing_key: KEY.to_owned() };
    subscribed_by(ledger, To::Webhook(webhook), but).await
}

/// The same on any way.
pub(super) async fn subscribed_by(
    ledger: &Ledger,
    to: To,
    but: impl FnOnce(&mut Subscription),
) -> SubscriptionId {
    let mut new = Subscription {
        id: SubscriptionId::generate(),
        unit: "scjgj".parse().unwrap(),
        official: "scjgj-01".parse().unwrap(),
        channel: Channel::Webhook,
        name: "业务系统".to_owned(),
        shown: "http://127.0.0.1".to_owned(),
        receiver: None,
        filter: Filter::default(),
        overseer: false,
        state: SubscriptionState::Active,
        failing_since: None,
        created_at: ledger.app.resources.clock.now(),
    };
    but(&mut new);
    let target = Target { to: Some(to) }.encode_to_vec();
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    operations::subscribe(&mut tx, &ledger.app.keys, &new, &target, &target).await.unwrap();
    // The code is of no interest here.
    store::dispatch::drop_waiting(&mut tx, new.id, new.created_at).await.unwrap();
    tx.commit().await.unwrap();
    new.id
}

/// An official's own subscription.
pub(super) fn own(official: &'static str) -> impl FnOnce(&mut Subscription) {
    move |new| new.receiver = Some(official.parse().unwrap())
}

/// A subscription of the office (督办).
pub(super) fn of_office(new: &mut Subscription) {
    new.unit = "xzspj".parse().unwrap();
    new.overseer = true;
}

/// An official of scjgj who says where its notices go.
pub(super) fn subscriber() -> Caller {
    acting("scjgj", "scjgj-01", Role::Claimant)
}

/// What one official does at a time.
pub(super) fn request_id() -> String {
    RequestId::generate().to_string()
}

/// Nothing goes to a subscription of scjgj from now on.
pub(super) async fn disable(ledger: &Ledger, id: SubscriptionId) {
    let request = DisableSubscriptionRequest {
        request_id: request_id(),
        id: id.to_string(),
        ..DisableSubscriptionRequest::default()
    };
    ledger.act(&subscriber(), request).await.unwrap();
}

/// Takes a subscription of scjgj up again; returns its new code.
pub(super) async fn enable(ledger: &Ledger, id: SubscriptionId) -> Result<String, Status> {
    let request = EnableSubscriptionRequest {
        request_id: request_id(),
        id: id.to_string(),
        ..EnableSubscriptionRequest::default()
    };
    ledger.act(&subscriber(), request).await?;
    let code = sqlx::query_scalar("select code from notification.subscription where id = $1").bind(id.0);
    Ok(code.fetch_one(&ledger.superuser).await.unwrap())
}

/// The code of a subscription of scjgj comes back.
pub(super) async fn verify(ledger: &Ledger, id: SubscriptionId, code: String) {
    let request = VerifySubscriptionRequest {
        request_id: request_id(),
        id: id.to_string(),
        code,
        ..VerifySubscriptionRequest::default()
    };
    ledger.act(&subscriber(), request).await.unwrap();
}

/// Sends a subscription of scjgj a message that tells of nothing.
pub(super) async fn send_test(ledger: &Ledger, id: SubscriptionId) {
    let request = TestSubscriptionRequest {
        request_id: request_id(),
        id: id.to_string(),
        ..TestSubscriptionRequest::default()
    };
    ledger.act(&subscriber(), request).await.unwrap();
}

/// Sends a subscription of scjgj again what did not arrive since the 8th began; returns how many.
pub(super) async fn recover(ledger: &Ledger, id: SubscriptionId) -> Result<i32, Status> {
    let request = RecoverSubscriptionRequest {
        request_id: request_id(),
        id: id.to_string(),
        since: Some(timestamp_to_proto(instant("2026-10-08T00:00:00+08:00"))),
        ..RecoverSubscriptionRequest::default()
    };
    Ok(ledger.act(&subscriber(), request).await?.recovered)
}

/// A ledger in which one duty of scjgj is due today.
pub(super) async fn ledger_with_a_duty() -> (Ledger, String) {
    let ledger = Ledger::new().await;
    ledger.load(2026).await;
    let duty = new_duty();
    ledger.hear("supervision", &[opened(&duty, "scjgj", deadline("2026-10-08", 1))]).await.unwrap();
    (ledger, duty)
}

/// Reminds at this instant of the 8th.
pub(super) async fn remind(ledger: &Ledger, time: &str) {
    remind_at(ledger, &format!("2026-10-08T{time}")).await;
}

/// Reminds at this instant.
pub(super) async fn remind_at(ledger: &Ledger, now: &str) {
    let now = instant(&format!("{now}:00+08:00"));
    ledger.app.resources.clock.set(now);
    let mut tx = database::begin(&ledger.app.system).await.unwrap();
    while ledger.decide(&mut tx, now).await > 0 {}
    tx.commit().await.unwrap();
}

/// Lets every wait and lease be over.
pub(super) async fn later(ledger: &Ledger) {
    let over = "update notification.dispatch set next_at = '-infinity' where state = 'waiting'";
    sqlx::query(over).execute(&ledger.superuser).await.unwrap();
    let over = "update notification.address set paused_until = null";
    sqlx::query(over).execute(&ledger.superuser).await.unwrap();
}

/// Sends what is due; returns how many attempts were made.
pub(super) async fn send_due(ledger: &Ledger) -> usize {
    let mut made = 0;
    loop {
        let batch = prepare(&ledger.app, &[], 64).await.unwrap();
        if batch.leased == 0 {
            return made;
        }
        made += batch.leased;
        let mut tried = Vec::new();
        for prepared in batch.leaving {
            tried.push(attempt(ledger.app.clone(), prepared).await);
        }
        settle(&ledger.app, &tried).await.unwrap();
    }
}

/// Sends what waits, whether it is due or not.
pub(super) async fn send_all(ledger: &Ledger) {
    later(ledger).await;
    send_due(ledger).await;
}

/// What would leave now; it stays leased.
pub(super) async fn claim(app: &App) -> Vec<Prepared> {
    prepare(app, &[], 64).await.unwrap().leaving
}

/// State, attempts and cause of every message, oldest first.
pub(super) async fn log(ledger: &Ledger) -> Vec<(String, String, i32, Option<String>)> {
    sqlx::query_as(
        "select kind, state, attempts, cause from notification.dispatch where kind <> 'code' order by created_at, kind desc",
    )
    .fetch_all(&ledger.superuser)
    .await
    .unwrap()
}
