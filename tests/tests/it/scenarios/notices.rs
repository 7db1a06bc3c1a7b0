//! Notices (提醒) as they are followed, and the proof of who was told what.

use anyhow::Context;
use proto::notification::v1::{
    Channel, CreateSubscriptionRequest, DisableSubscriptionRequest, DispatchState, Level,
    MarkNoticesReadRequest, NameDeputyRequest, ReportNoticesRequest, ReportNoticesResponse,
    SilenceRemindersRequest, Subscription, Target, WatchNoticesRequest, WatchNoticesResponse, WebhookTarget,
    target::To,
};
use scenarios::stage::{Bureau, Stage};
use testkit::peer::{Peer, status};
use tonic::{Code, Streaming};

use crate::{
    answers::reason,
    desk::{approver, arrived, at, claimant, proto_instant, record},
    ledger::Ledger,
    paper::{MEDICINE, recording, request_id},
    receivers::{SIGNING_KEY, decided, nothing_waits, subscribe_webhook},
};

/// An official follows the inbox; the office proves afterwards who was told what, on which way, with which result.
#[tokio::test]
async fn what_is_told_is_followed_and_can_be_proved() -> anyhow::Result<()> {
    let stage = Stage::with_notification("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let hook = Peer::plain(|_| status(204)).await?;
    subscribe_webhook(&scjgj, &hook).await?;
    arrived(&scjgj, &record(&office, recording(MEDICINE, "1")).await?.push_id).await?;
    let ledger = Ledger::open(&stage);
    ledger.prove().await?;
    let database = ledger.notification.context("installed")?;
    stage.set_clock(at("2026-10-09T08:31"))?;
    decided(&database, at("2026-10-09T08:31")).await?;

    let mut watch = watch(&scjgj, "").await?;
    let first = told(&mut watch).await?;
    let notice = first.notice.context("a notice")?;
    assert_eq!((notice.level(), notice.unit.as_str()), (Level::Handlers, "scjgj"));
    drop(watch);
    // Whatever leaves later says only what is true then.
    nothing_waits(&database).await?;
    stage.set_clock(at("2026-10-09T15:31"))?;
    decided(&database, at("2026-10-09T15:31")).await?;
    let mut resumed = self::watch(&scjgj, &first.cursor).await?;
    let second = told(&mut resumed).await?.notice.context("a notice")?;
    assert_ne!(second.id, notice.id, "behind the cursor");

    let read = MarkNoticesReadRequest {
        request_id: request_id(),
        ids: vec![notice.id.clone()],
        ..MarkNoticesReadRequest::default()
    };
    scjgj.notices()?.mark_notices_read(read).await?;
    nothing_waits(&database).await?;
    let overseer = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    let report = report(&overseer).await?;
    let row = report.notices.iter().find(|row| row.notice_id == notice.id).context("a row")?;
    assert_eq!((row.channel(), row.state(), row.attempts), (Channel::Webhook, DispatchState::Accepted, 1));
    assert_eq!(row.subscription, "业务系统");
    assert!(row.text.contains("· 药品零售企业经营许可 …〔2026〕1号"), "what was said there: {}", row.text);
    assert_eq!(row.readers.iter().map(|reader| reader.official.as_str()).collect::<Vec<_>>(), ["scjgj-01"]);
    let inbox = |level: Level| {
        report.notices.iter().any(|row| row.level() == level && row.channel() == Channel::Unspecified)
    };
    assert!(inbox(Level::Liaison), "told in the inbox only");
    for part in [
        "催办送达情况",
        "县市场监管局：认领审批信息 1 件今日24:00到期",
        "已送达（1次，2026-10-09",
        "scjgj-01 2026-10-09",
    ] {
        assert!(report.page.contains(part), "{part}: {}", report.page);
    }
    assert!(
        !report.page.contains(SIGNING_KEY) && !report.page.contains("/hook"),
        "no more than may be shown"
    );
    assert_eq!(self::report(&scjgj).await?.notices.len(), report.notices.len(), "a unit's own");
    assert!(self::report(&claimant(&stage, "zjj")?).await?.notices.is_empty(), "nothing of others");
    Ok(())
}

/// Only the leader silences, at most for a month; everybody names a deputy for themselves, the leader for anybody.
#[tokio::test]
async fn who_may_silence_and_who_may_name_a_deputy() -> anyhow::Result<()> {
    let stage = Stage::with_notification("2026-10-08T09:00:00+08:00").await?;
    let (handler, leader) = (claimant(&stage, "scjgj")?, stage.bureau("scjgj", Some("scjgj-leader"))?);
    let silence = |until: &str| SilenceRemindersRequest {
        request_id: request_id(),
        end_time: Some(proto_instant(at(until))),
        reason: "系统切换".to_owned(),
        ..SilenceRemindersRequest::default()
    };
    let denied = handler.reminders()?.silence_reminders(silence("2026-10-09T00:00")).await.unwrap_err();
    assert_eq!(reason(&denied), "ROLE_NOT_ALLOWED");
    let long = leader.reminders()?.silence_reminders(silence("2026-11-09T00:00")).await.unwrap_err();
    assert_eq!(long.code(), Code::InvalidArgument);
    leader.reminders()?.silence_reminders(silence("2026-10-09T00:00")).await?;

    let deputy = |official: &str, stands_in: &str| NameDeputyRequest {
        request_id: request_id(),
        official: official.to_owned(),
        deputy: stands_in.to_owned(),
        first_day: "2026-10-08".to_owned(),
        last_day: "2026-10-09".to_owned(),
        ..NameDeputyRequest::default()
    };
    let foreign = handler.reminders()?.name_deputy(deputy("scjgj-02", "scjgj-01")).await.unwrap_err();
    assert_eq!(foreign.code(), Code::InvalidArgument);
    let own = handler.reminders()?.name_deputy(deputy("", "scjgj-02")).await?.into_inner().deputy;
    assert_eq!(own.context("a deputy")?.official, "scjgj-01");
    let again = leader.reminders()?.name_deputy(deputy("scjgj-01", "scjgj-liaison")).await.unwrap_err();
    assert_eq!(reason(&again), "DEPUTY_OVERLAPS");
    leader.reminders()?.name_deputy(deputy("scjgj-02", "scjgj-liaison")).await?;
    Ok(())
}

/// A leader's own receiver is not a clerk's to end.
#[tokio::test]
async fn an_officials_own_subscription_is_theirs_and_the_leaders() -> anyhow::Result<()> {
    let stage = Stage::with_notification("2026-10-08T09:00:00+08:00").await?;
    let (handler, leader) = (claimant(&stage, "scjgj")?, stage.bureau("scjgj", Some("scjgj-leader"))?);
    let hook = Peer::plain(|_| status(204)).await?;
    let own = subscribe_own(&leader, &hook).await?;
    let disable = || DisableSubscriptionRequest {
        request_id: request_id(),
        id: own.id.clone(),
        ..DisableSubscriptionRequest::default()
    };
    assert_eq!(own.official, "scjgj-leader");
    let refused = handler.subscriptions()?.disable_subscription(disable()).await.unwrap_err();
    assert_eq!((refused.code(), reason(&refused).as_str()), (Code::InvalidArgument, "INVALID_FIELDS"));
    leader.subscriptions()?.disable_subscription(disable()).await?;
    let theirs = subscribe_own(&handler, &hook).await?;
    let disable = DisableSubscriptionRequest { id: theirs.id, ..disable() };
    leader.subscriptions()?.disable_subscription(disable).await?;
    Ok(())
}

async fn subscribe_own(bureau: &Bureau, hook: &Peer) -> anyhow::Result<Subscription> {
    let target = WebhookTarget { url: hook.url("/hook"), signing_key: SIGNING_KEY.to_owned() };
    let asked = CreateSubscriptionRequest {
        request_id: request_id(),
        name: "本人".to_owned(),
        target: Some(Target { to: Some(To::Webhook(target)) }),
        personal: true,
        ..CreateSubscriptionRequest::default()
    };
    let made = bureau.subscriptions()?.create_subscription(asked).await?.into_inner().subscription;
    made.context("a subscription")
}

async fn watch(bureau: &Bureau, cursor: &str) -> anyhow::Result<Streaming<WatchNoticesResponse>> {
    let asked = WatchNoticesRequest { cursor: cursor.to_owned(), levels: vec![Level::Handlers.into()] };
    Ok(bureau.notices()?.watch_notices(asked).await?.into_inner())
}

/// The next that is no heartbeat.
async fn told(watch: &mut Streaming<WatchNoticesResponse>) -> anyhow::Result<WatchNoticesResponse> {
    loop {
        let word = watch.message().await?.context("the watch has ended")?;
        if word.notice.is_some() {
            return Ok(word);
        }
    }
}

async fn report(bureau: &Bureau) -> anyhow::Result<ReportNoticesResponse> {
    let asked = ReportNoticesRequest {
        start_time: Some(proto_instant(at("2026-10-08T00:00"))),
        end_time: Some(proto_instant(at("2026-10-10T00:00"))),
        ..ReportNoticesRequest::default()
    };
    Ok(bureau.notices()?.report_notices(asked).await?.into_inner())
}
