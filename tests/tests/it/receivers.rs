//! Receivers of messages besides the inbox (订阅), and what becomes of the messages in the notification service's database.

use anyhow::Context;
use jiff::Timestamp;
use proto::notification::v1::{
    CreateSubscriptionRequest, EmailTarget, Level, Subscription, SubscriptionState, Target,
    VerifySubscriptionRequest, WebhookTarget, target::To,
};
use scenarios::stage::{Bureau, Stage, until};
use sqlx::PgPool;
use testkit::{MailServer, peer::Peer};

use crate::paper::request_id;

pub(crate) const SIGNING_KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
pub(crate) const ADDRESS: &str = "liaison@example.gov.cn";

/// A stage whose mail leaves by a server on this machine.
pub(crate) async fn stage_with_mail(at: &str, port: u16) -> anyhow::Result<Stage> {
    let mut stage = Stage::with_notification(at).await?;
    let notification = stage.notification.as_mut().context("installed")?;
    notification.end().await?;
    for (key, value) in mail_settings(port) {
        notification.set(&format!("SHENGUAN__NOTIFICATION__SENDING__{key}"), &value);
    }
    notification.start()?;
    notification.ready().await?;
    Ok(stage)
}

fn mail_settings(port: u16) -> [(&'static str, String); 6] {
    let text = |text: &str| text.to_owned();
    [
        ("MAIL__HOST", text("localhost")),
        ("MAIL__PORT", port.to_string()),
        ("MAIL__SECURITY", text("plain")),
        ("MAIL__USER", text("notice")),
        ("MAIL__PASSWORD", text("s3cret")),
        ("MAIL__FROM", text("审管联动平台 <notice@example.gov.cn>")),
    ]
}

/// A webhook that has repeated the code that it was sent first; gives the subscription's id.
pub(crate) async fn subscribe_webhook(bureau: &Bureau, hook: &Peer) -> anyhow::Result<String> {
    let target = WebhookTarget { url: hook.url("/hook"), signing_key: SIGNING_KEY.to_owned() };
    let made = subscribe(bureau, To::Webhook(target), &[]).await?.id;
    verify_webhook(bureau, &made, hook, 0).await?;
    Ok(made)
}

/// Waits for a code among what came to the webhook after its first `known` messages, and repeats it.
pub(crate) async fn verify_webhook(
    bureau: &Bureau,
    id: &str,
    hook: &Peer,
    known: usize,
) -> anyhow::Result<()> {
    let code = until("a code", async || {
        let codes = hook.seen().split_off(known).into_iter().map(|seen| seen.json());
        let mut codes = codes.filter(|body| body["type"] == "subscription.code");
        Ok(codes.next().and_then(|body| body["data"]["code"].as_str().map(ToOwned::to_owned)))
    })
    .await?;
    assert_eq!(verify(bureau, id, &code).await?.state(), SubscriptionState::Active);
    Ok(())
}

/// A mailbox that has repeated its code; gives the subscription's id.
pub(crate) async fn subscribe_mail(
    bureau: &Bureau,
    mail: &mut MailServer,
    levels: &[Level],
) -> anyhow::Result<String> {
    let target = EmailTarget { address: ADDRESS.to_owned() };
    let made = subscribe(bureau, To::Email(target), levels).await?.id;
    let letter = mail.taken().await?;
    let text = letter["text"].as_str().unwrap_or_default();
    let code: String = text.chars().filter(char::is_ascii_digit).collect();
    assert_eq!(verify(bureau, &made, &code).await?.state(), SubscriptionState::Active);
    Ok(made)
}

/// Subscribes; nothing was repeated yet.
pub(crate) async fn subscribe(bureau: &Bureau, to: To, levels: &[Level]) -> anyhow::Result<Subscription> {
    let asked = CreateSubscriptionRequest {
        request_id: request_id(),
        name: "业务系统".to_owned(),
        target: Some(Target { to: Some(to) }),
        levels: levels.iter().map(|level| i32::from(*level)).collect(),
        ..CreateSubscriptionRequest::default()
    };
    let made = bureau.subscriptions()?.create_subscription(asked).await?.into_inner().subscription;
    made.context("a subscription")
}

/// Repeats a code.
pub(crate) async fn verify(bureau: &Bureau, id: &str, code: &str) -> anyhow::Result<Subscription> {
    let asked = VerifySubscriptionRequest {
        request_id: request_id(),
        id: id.to_owned(),
        code: code.to_owned(),
        ..VerifySubscriptionRequest::default()
    };
    let answer = bureau.subscriptions()?.verify_subscription(asked).await?.into_inner();
    answer.subscription.context("a subscription")
}

/// Waits until whatever was due for a decision about reminding by `now` has been decided.
pub(crate) async fn decided(database: &PgPool, now: Timestamp) -> anyhow::Result<()> {
    until("every step to be decided", async || Ok((undecided(database, now).await? == 0).then_some(()))).await
}

/// How many duties are due for a decision about reminding.
pub(crate) async fn undecided(database: &PgPool, now: Timestamp) -> anyhow::Result<i64> {
    let due = sqlx::query_scalar(
        "select count(*) from notification.reminder where next_at <= $1 or held_by is not null",
    );
    Ok(due.bind(jiff_sqlx::Timestamp::from(now)).fetch_one(database).await?)
}

/// Lets every wait of a subscription's messages be over, which attempts are paced by; gives how many wait.
pub(crate) async fn hurry(database: &PgPool, subscription: &str) -> anyhow::Result<i64> {
    let over = "update notification.dispatch set next_at = '-infinity'
        where subscription_id = $1::uuid and state = 'waiting'";
    let done = sqlx::query(over).bind(subscription).execute(database).await?;
    Ok(i64::try_from(done.rows_affected())?)
}

/// The same, and waits until what is still true of them has failed once more, and the rest is dropped.
pub(crate) async fn fails_once_more(database: &PgPool, subscription: &str) -> anyhow::Result<()> {
    let before = failures(database, subscription).await?;
    let waiting = hurry(database, subscription).await?;
    anyhow::ensure!(waiting > 0, "nothing waits");
    until("the messages to fail once more", async || {
        let under_way = "select count(*) from notification.dispatch
            where subscription_id = $1::uuid and state = 'waiting'
              and (next_at = '-infinity' or exists (
                  select from notification.attempt where dispatch_id = dispatch.id and outcome is null))";
        let under_way: i64 = sqlx::query_scalar(under_way).bind(subscription).fetch_one(database).await?;
        Ok((under_way == 0 && failures(database, subscription).await? > before).then_some(()))
    })
    .await
}

async fn failures(database: &PgPool, subscription: &str) -> anyhow::Result<i64> {
    let failed = sqlx::query_scalar(
        "select coalesce(sum(failed), 0)::bigint from notification.dispatch where subscription_id = $1::uuid",
    );
    Ok(failed.bind(subscription).fetch_one(database).await?)
}

/// Waits until no message waits any more.
pub(crate) async fn nothing_waits(database: &PgPool) -> anyhow::Result<()> {
    until("every message to be there", async || {
        let waiting = "select count(*) from notification.dispatch where state = 'waiting'";
        Ok((crate::ledger::count(database, waiting).await? == 0).then_some(()))
    })
    .await
}
