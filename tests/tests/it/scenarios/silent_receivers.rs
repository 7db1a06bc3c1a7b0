//! Receivers that are silent for long: what was told to them waits, or is sent when they are back.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::Context;
use ids::Uuid;
use proto::notification::v1::{
    DisabledReason, EnableSubscriptionRequest, Level, ListSubscriptionsRequest, RecoverSubscriptionRequest,
    Subscription, SubscriptionState, TestSubscriptionRequest,
};
use scenarios::stage::{Bureau, Stage, until};
use sqlx::PgPool;
use testkit::{
    MailServer,
    peer::{Peer, Seen, status},
};

use crate::{
    desk::{approver, at, claimant, proto_instant, record},
    ledger::{Ledger, count},
    paper::{MEDICINE, recording, request_id},
    receivers::{
        decided, fails_once_more, hurry, nothing_waits, stage_with_mail, subscribe_mail, subscribe_webhook,
        verify_webhook,
    },
};

const MORNING: &str = "2026-10-08T09:00:00+08:00";

/// Due on the 9th; the mail server is away from its first reminder to the next morning. An official relies on the letter, and on
/// not getting it twice.
#[tokio::test]
async fn what_waited_for_a_mail_server_that_was_down_for_a_day_arrives_once() -> anyhow::Result<()> {
    let port = testkit::free_port()?;
    let mut mail = MailServer::plain_at(port).await?;
    let stage = stage_with_mail(MORNING, port).await?;
    let (scjgj, database) = (claimant(&stage, "scjgj")?, with_a_duty(&stage).await?);
    let mailbox = subscribe_mail(&scjgj, &mut mail, &[Level::Handlers]).await?;
    mail.stop().await?;
    for hour in ["2026-10-09T08:31", "2026-10-09T09:06", "2026-10-09T11:06", "2026-10-09T16:06"] {
        it_is(&stage, &database, hour).await?;
        fails_once_more(&database, &mailbox).await?;
    }
    it_is(&stage, &database, "2026-10-10T08:31").await?;
    fails_once_more(&database, &mailbox).await?;
    let waited = "select id from notification.dispatch
        where state = 'waiting' and cause = 'no answer of the mail server'";
    let waited: Vec<Uuid> = sqlx::query_scalar(waited).fetch_all(&database).await?;
    assert_eq!(waited.len(), 1, "that of the 10th; those of the 9th are not true any more");
    let still = subscription(&scjgj, &mailbox).await?;
    assert_eq!((still.state(), still.failing_since.is_some()), (SubscriptionState::Active, true));

    let mut mail = MailServer::plain_at(port).await?;
    hurry(&database, &mailbox).await?;
    let came = mail.taken().await?;
    nothing_waits(&database).await?;
    assert_eq!(came["headers"]["message-id"], format!("<{}@example.gov.cn>", waited[0]));
    assert!(came["text"].as_str().unwrap_or_default().contains("已逾期"), "{came}");
    assert_eq!(subscription(&scjgj, &mailbox).await?.failing_since, None);
    // The next letter is a test: there was none in between.
    let test = TestSubscriptionRequest {
        request_id: request_id(),
        id: mailbox,
        ..TestSubscriptionRequest::default()
    };
    scjgj.subscriptions()?.test_subscription(test).await?;
    assert_eq!(mail.taken().await?["headers"]["subject"], "审管联动测试消息");
    Ok(())
}

/// Due on the 9th. A bureau relies on hearing on another way that its system is not reached any more, and on being able to bring the
/// system up to date once it is back.
#[tokio::test]
async fn a_webhook_dead_for_five_days_is_left_alone_and_is_sent_what_it_missed_once_it_is_back()
-> anyhow::Result<()> {
    let stage = Stage::with_notification(MORNING).await?;
    let (scjgj, database) = (claimant(&stage, "scjgj")?, with_a_duty(&stage).await?);
    let dead = Arc::new(AtomicBool::new(false));
    let is_dead = Arc::clone(&dead);
    let hook = Peer::plain(move |_| status(if is_dead.load(Ordering::SeqCst) { 500 } else { 204 })).await?;
    let other = Peer::plain(|_| status(204)).await?;
    let failing = subscribe_webhook(&scjgj, &hook).await?;
    let well = subscribe_webhook(&scjgj, &other).await?;
    // Whoever is there hears of everything while it is true.
    let hears = async |count: usize| {
        hurry(&database, &well).await?;
        until("the other way", async || Ok((reminders(&other.seen()).len() == count).then_some(()))).await
    };

    dead.store(true, Ordering::SeqCst);
    let times =
        ["2026-10-09T08:31", "2026-10-09T15:31", "2026-10-10T08:31", "2026-10-12T08:31", "2026-10-13T08:31"];
    for (told, time) in times.into_iter().enumerate() {
        it_is(&stage, &database, time).await?;
        hears(told + 1).await?;
        fails_once_more(&database, &failing).await?;
    }
    assert_eq!(subscription(&scjgj, &failing).await?.state(), SubscriptionState::Active, "not five days yet");
    it_is(&stage, &database, "2026-10-14T08:31").await?;
    hears(6).await?;
    hurry(&database, &failing).await?;
    until("the subscription to be disabled", async || {
        let now = subscription(&scjgj, &failing).await?;
        Ok((now.state() == SubscriptionState::Disabled && now.reason() == DisabledReason::Failing)
            .then_some(()))
    })
    .await?;
    let tried = hook.seen().len();

    it_is(&stage, &database, "2026-10-15T08:31").await?;
    hears(7).await?;
    nothing_waits(&database).await?;
    assert_eq!(hook.seen().len(), tried, "it is left alone");
    let told_of_it = bodies_of(&other, "subscription.disabled");
    assert_eq!(told_of_it, 1, "the unit hears of it on its other way, once");

    dead.store(false, Ordering::SeqCst);
    take_up_again(&scjgj, &failing, &hook).await?;
    let back = hook.seen().len();
    assert_eq!(recover(&scjgj, &failing).await?, 1, "what is true now, of all that it missed");
    nothing_waits(&database).await?;
    let (missed, known) = (hook.seen().split_off(back), other.seen());
    let latest = known.iter().rev().map(Seen::json).find(|body| body["type"] == "duty.reminder");
    assert_eq!(
        missed.iter().map(|seen| seen.json()["data"].clone()).collect::<Vec<_>>(),
        [latest.context("one")?["data"].clone()]
    );
    let ever = reminders(&hook.seen());
    assert!(ever.values().all(|ids| ids.len() == 1), "a message changed its id: {ever:?}");
    assert_eq!(recover(&scjgj, &failing).await?, 0, "nothing is missing any more");
    Ok(())
}

/// One duty of scjgj that is due on the 9th; gives the database of notification.
async fn with_a_duty(stage: &Stage) -> anyhow::Result<PgPool> {
    record(&approver(stage)?, recording(MEDICINE, "1")).await?;
    let ledger = Ledger::open(stage);
    ledger.prove().await?;
    let database = ledger.notification.context("installed")?;
    assert_eq!(count(&database, "select count(*) from notification.duty where state = 'open'").await?, 1);
    Ok(database)
}

/// The clock moves there, and what is to be told then is told.
async fn it_is(stage: &Stage, database: &PgPool, local: &str) -> anyhow::Result<()> {
    stage.set_clock(at(local))?;
    decided(database, at(local)).await
}

async fn subscription(bureau: &Bureau, id: &str) -> anyhow::Result<Subscription> {
    let listed =
        bureau.subscriptions()?.list_subscriptions(ListSubscriptionsRequest::default()).await?.into_inner();
    listed.subscriptions.into_iter().find(|one| one.id == id).context("the subscription")
}

/// Enables it, and repeats the new code.
async fn take_up_again(bureau: &Bureau, id: &str, hook: &Peer) -> anyhow::Result<()> {
    let known = hook.seen().len();
    let enable = EnableSubscriptionRequest {
        request_id: request_id(),
        id: id.to_owned(),
        ..EnableSubscriptionRequest::default()
    };
    let enabled = bureau.subscriptions()?.enable_subscription(enable).await?.into_inner().subscription;
    assert_eq!(enabled.context("a subscription")?.state(), SubscriptionState::Unverified);
    verify_webhook(bureau, id, hook, known).await
}

/// Asks for what was missed since the 9th; gives how many messages that are.
async fn recover(bureau: &Bureau, id: &str) -> anyhow::Result<i32> {
    let asked = RecoverSubscriptionRequest {
        request_id: request_id(),
        id: id.to_owned(),
        since: Some(proto_instant(at("2026-10-09T00:00"))),
        ..RecoverSubscriptionRequest::default()
    };
    Ok(bureau.subscriptions()?.recover_subscription(asked).await?.into_inner().recovered)
}

/// The notices that a receiver was told of, each with the ids under which.
fn reminders(seen: &[Seen]) -> BTreeMap<String, BTreeSet<String>> {
    let mut reminders = BTreeMap::<String, BTreeSet<String>>::new();
    for one in seen {
        if let Some(notice) = one.json()["data"]["notice"].as_str() {
            let ids = reminders.entry(notice.to_owned()).or_default();
            ids.insert(one.header("webhook-id").to_owned());
        }
    }
    reminders
}

fn bodies_of(hook: &Peer, kind: &str) -> usize {
    hook.seen().iter().filter(|seen| seen.json()["type"] == kind).count()
}
