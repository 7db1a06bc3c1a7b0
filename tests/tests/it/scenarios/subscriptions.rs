//! Subscriptions (订阅): notices leave by webhook and by e-mail, and what became of each stands in the delivery log.

use std::sync::Mutex;

use anyhow::Context;
use proto::notification::v1::{
    Dispatch, DispatchState, EmailTarget, GetDispatchRequest, Level, ListDispatchesRequest, MessageKind,
    ResendDispatchRequest, SubscriptionState, TestSubscriptionRequest, WebhookTarget, target::To,
};
use scenarios::stage::{Bureau, until};
use serde_json::Value;
use testkit::{
    MailServer,
    peer::{Peer, status},
};
use tonic::Code;

use crate::{
    desk::{approver, arrived, at, claim, claimant, record},
    paper::{MEDICINE, recording, request_id},
    receivers::{ADDRESS, SIGNING_KEY, stage_with_mail, subscribe, verify},
};

#[tokio::test]
async fn a_reminder_reaches_a_webhook_and_a_mailbox_that_have_repeated_their_codes() -> anyhow::Result<()> {
    let mut mail = MailServer::plain().await?;
    let stage = stage_with_mail("2026-10-08T09:00:00+08:00", mail.port).await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    // Busy once: the message is tried again under its id.
    let answers = Mutex::new([204, 204, 503].into_iter());
    let hook =
        Peer::plain(move |_| status(answers.lock().ok().and_then(|mut next| next.next()).unwrap_or(204)))
            .await?;

    let webhook = subscribe_webhook(&scjgj, &hook).await?;

    let by_mail =
        subscribe(&scjgj, To::Email(EmailTarget { address: ADDRESS.to_owned() }), &[Level::Handlers]).await?;
    assert_eq!(by_mail.target, "l***@example.gov.cn");
    let letter = mail.taken().await?;
    let code: String =
        letter["text"].as_str().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    assert_eq!(verify(&scjgj, &by_mail.id, &code).await?.state(), SubscriptionState::Active);

    let push = record(&office, recording(MEDICINE, "1")).await?.push_id;
    let delivery = arrived(&scjgj, &push).await?;
    duty_known(&scjgj, &delivery.id).await?;
    stage.set_clock(at("2026-10-09T08:31"))?;
    the_reminder_names_the_item(&came(&hook, 2).await?.pop().context("a reminder")?, &mail.taken().await?);

    // What is done is not told of, on any way; a test may be sent at any time, and comes on the second attempt.
    claim(&scjgj, &delivery.id).await?;
    let test = TestSubscriptionRequest {
        request_id: request_id(),
        id: webhook.clone(),
        ..TestSubscriptionRequest::default()
    };
    scjgj.subscriptions()?.test_subscription(test).await?;
    came(&hook, 4).await?;
    let ids: Vec<String> = hook.seen().iter().map(|seen| seen.header("webhook-id").to_owned()).collect();
    assert_eq!(ids[2], ids[3], "the same id over its attempts");
    let log = until("every message to be there", async || {
        let log = log(&scjgj).await?;
        Ok(log.iter().all(|sent| sent.state() == DispatchState::Accepted).then_some(log))
    })
    .await?;
    let mut kinds: Vec<(MessageKind, i32)> = log.iter().map(|sent| (sent.kind(), sent.attempts)).collect();
    kinds.sort_unstable();
    let sent =
        [(MessageKind::Notice, 1), (MessageKind::Notice, 1), (MessageKind::Code, 1), (MessageKind::Code, 1)];
    assert_eq!(kinds, [sent.as_slice(), &[(MessageKind::Test, 2)]].concat());
    let tried = log.iter().find(|sent| sent.kind() == MessageKind::Test).context("the test")?;
    assert_eq!(attempts(&scjgj, &tried.id).await?, ["1 稍后重试 http status 503", "2 已送达 "]);
    let again = ResendDispatchRequest {
        request_id: request_id(),
        id: log[0].id.clone(),
        ..ResendDispatchRequest::default()
    };
    let refused = scjgj.subscriptions()?.resend_dispatch(again).await.err().context("it has arrived")?;
    assert_eq!(refused.code(), Code::FailedPrecondition);

    assert!(self::log(&claimant(&stage, "zjj")?).await?.is_empty(), "nothing of others");
    let logged = stage.notification.as_ref().context("installed")?.log()?;
    assert!(!logged.contains(ADDRESS) && !logged.contains(SIGNING_KEY) && !logged.contains(&code));
    Ok(())
}

/// What is told of a licence: its item, the end of its number, until when; never whose it is.
fn the_reminder_names_the_item(told: &Value, letter: &Value) {
    assert_eq!(told["type"], "duty.reminder");
    assert_eq!((&told["data"]["unit"], &told["data"]["level"]), (&"scjgj".into(), &"handlers".into()));
    let pressing = &told["data"]["most_pressing"][0];
    assert_eq!(
        (&pressing["item"], &pressing["number_tail"]),
        (&"药品零售企业经营许可".into(), &"…〔2026〕1号".into())
    );
    assert_eq!(letter["headers"]["subject"], "审管联动时限提醒：县市场监管局");
    let text = letter["text"].as_str().unwrap_or_default();
    for part in ["认领审批信息 1 件今日24:00到期", "药品零售企业经营许可 …〔2026〕1号，2026-10-09 24:00前"]
    {
        assert!(text.contains(part), "{letter}");
    }
    for body in [told, letter] {
        let body = body.to_string();
        assert!(!body.contains("示例燃气") && !body.contains("钱示例"), "nobody's: {body}");
    }
}

/// Subscribes and repeats the code, once wrongly; gives the subscription's id.
async fn subscribe_webhook(bureau: &Bureau, hook: &Peer) -> anyhow::Result<String> {
    let target = WebhookTarget { url: hook.url("/hook?to=1"), signing_key: SIGNING_KEY.to_owned() };
    let made = subscribe(bureau, To::Webhook(target), &[]).await?.id;
    let message = came(hook, 1).await?.pop().context("a code")?;
    assert_eq!(message["type"], "subscription.code");
    let code = message["data"]["code"].as_str().context("a code")?;
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(verify(bureau, &made, wrong).await?.state(), SubscriptionState::Unverified);
    assert_eq!(verify(bureau, &made, code).await?.state(), SubscriptionState::Active);
    Ok(made)
}

/// Every attempt at a message.
async fn attempts(bureau: &Bureau, id: &str) -> anyhow::Result<Vec<String>> {
    let asked = GetDispatchRequest { id: id.to_owned() };
    let whole = bureau.subscriptions()?.get_dispatch(asked).await?.into_inner();
    Ok(whole
        .attempts
        .iter()
        .map(|one| format!("{} {} {}", one.number, one.outcome().zh(), one.cause))
        .collect())
}

async fn log(bureau: &Bureau) -> anyhow::Result<Vec<Dispatch>> {
    Ok(bureau
        .subscriptions()?
        .list_dispatches(ListDispatchesRequest::default())
        .await?
        .into_inner()
        .dispatches)
}

/// Waits until so many messages have come.
async fn came(hook: &Peer, count: usize) -> anyhow::Result<Vec<Value>> {
    until("messages", async || {
        let seen: Vec<Value> = hook.seen().iter().map(testkit::peer::Seen::json).collect();
        Ok((seen.len() == count).then_some(seen))
    })
    .await
}

async fn duty_known(bureau: &Bureau, delivery: &str) -> anyhow::Result<()> {
    let id = ids::DutyId::of("C2", delivery.parse()?).to_string();
    until("the duty", async || {
        let asked = proto::notification::v1::GetDutyRequest { id: id.clone() };
        Ok(bureau.duties()?.get_duty(asked).await?.into_inner().duty.map(drop))
    })
    .await
}
