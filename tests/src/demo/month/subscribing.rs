//! Before the first working day: a bureau subscribes by webhook and the office (督办) by e-mail, and each repeats the code that
//! its receiver was sent.

use anyhow::{Context, ensure};
use proto::notification::v1::{
    CreateSubscriptionRequest, EmailTarget, Level, SubscriptionState, Target, VerifySubscriptionRequest,
    WebhookTarget, target::To,
};

use super::{
    office::Office,
    receivers::{CODE, Receivers},
};
use crate::stage::{Bureau, until};

/// What the webhook's messages are signed with. Made up, as is everything here.
const SIGNING_KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ADDRESS: &str = "overseer@example.gov.cn";

/// Makes both receivers known. E-mail leaves in office hours only: the clock must stand in them.
pub(super) async fn subscribe(office: &Office, receivers: &Receivers) -> anyhow::Result<()> {
    let target = WebhookTarget { url: receivers.hook_url(), signing_key: SIGNING_KEY.to_owned() };
    let by_webhook = create(&office.idle, "业务系统", To::Webhook(target), &[]).await?;
    let message = until("the code at the webhook", async || Ok(receivers.posted(CODE).pop())).await?;
    verify(&office.idle, by_webhook, message["code"].as_str().context("no code")?).await?;

    let target = EmailTarget { address: ADDRESS.to_owned() };
    let by_mail = create(&office.overseer, "督办信箱", To::Email(target), &[Level::Overseer]).await?;
    let mail = until("the code by e-mail", async || Ok(receivers.take_mail())).await?;
    let text = mail["text"].as_str().unwrap_or_default();
    let code: String = text.chars().filter(char::is_ascii_digit).collect();
    verify(&office.overseer, by_mail, &code).await
}

/// Gives the subscription's id.
async fn create(bureau: &Bureau, name: &str, to: To, levels: &[Level]) -> anyhow::Result<String> {
    let request = CreateSubscriptionRequest {
        request_id: ids::RequestId::generate().0.to_string(),
        name: name.to_owned(),
        target: Some(Target { to: Some(to) }),
        levels: levels.iter().map(|level| i32::from(*level)).collect(),
        ..CreateSubscriptionRequest::default()
    };
    let answer = bureau.subscriptions()?.create_subscription(request).await?.into_inner();
    Ok(answer.subscription.context("no subscription")?.id)
}

async fn verify(bureau: &Bureau, id: String, code: &str) -> anyhow::Result<()> {
    let request = VerifySubscriptionRequest {
        request_id: ids::RequestId::generate().0.to_string(),
        id,
        code: code.to_owned(),
        ..VerifySubscriptionRequest::default()
    };
    let answer = bureau.subscriptions()?.verify_subscription(request).await?.into_inner();
    let subscription = answer.subscription.context("no subscription")?;
    ensure!(subscription.state() == SubscriptionState::Active, "the code was wrong");
    Ok(())
}
