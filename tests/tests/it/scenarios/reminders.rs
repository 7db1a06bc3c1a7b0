//! Reminders (催办): who is told what, when, and that it stops when the duty is done.

use anyhow::Context;
use proto::notification::v1::{
    GetDutyRequest, Level, ListNoticesRequest, MarkNoticesReadRequest, NameDeputyRequest, Notice,
    ReminderOutcome, ReminderStep, SimulateRemindersRequest, UnsentReason,
};
use scenarios::stage::{Bureau, Stage, until};
use testkit::peer::{Peer, status};

use crate::{
    desk::{approver, arrived, at, claim, claimant, proto_instant, record},
    paper::{MEDICINE, recording, request_id},
    receivers::subscribe_webhook,
};

/// Due on Friday the 9th; claimed on Monday. The process is killed in between, and stays away over a working day.
#[tokio::test]
async fn an_overdue_claim_is_reminded_of_until_it_is_made_also_by_a_process_that_was_killed()
-> anyhow::Result<()> {
    let mut stage = Stage::with_notification("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let push = record(&office, recording(MEDICINE, "1")).await?.push_id;
    let delivery = arrived(&scjgj, &push).await?;
    let duty = ids::DutyId::of("C2", delivery.id.parse()?).to_string();
    until("the duty", async || {
        Ok(scjgj.duties()?.get_duty(GetDutyRequest { id: duty.clone() }).await?.into_inner().duty)
    })
    .await?;
    stage.set_clock(at("2026-10-09T08:31"))?;
    assert_eq!(steps(&told(&scjgj, 1).await?), [(Level::Handlers, ReminderStep::DueToday)]);

    let notification = stage.notification.as_mut().context("installed")?;
    notification.kill()?;
    // The afternoon of the last day, the worked Saturday, and most of Monday pass.
    stage.set_clock(at("2026-10-12T14:00"))?;
    let notification = stage.notification.as_mut().context("installed")?;
    notification.start()?;
    notification.ready().await?;
    let scjgj = claimant(&stage, "scjgj")?;
    let notices = told(&scjgj, 4).await?;
    let overdue =
        [Level::Leader, Level::Liaison, Level::Handlers].map(|level| (level, ReminderStep::Overdue));
    let mut newest = steps(&notices[..3]);
    newest.sort_by_key(|(level, _)| std::cmp::Reverse(*level));
    assert_eq!(newest, overdue, "only the latest step is told after the silence");
    let (first, text) = (&notices[0], &notices[0].text);
    assert_eq!(text, "县市场监管局：认领审批信息 1 件已逾期，请立即办理");

    let read = MarkNoticesReadRequest {
        request_id: request_id(),
        ids: vec![first.id.clone()],
        ..MarkNoticesReadRequest::default()
    };
    assert_eq!(scjgj.notices()?.mark_notices_read(read).await?.into_inner().newly_read, 1);
    let unread = ListNoticesRequest { unread_only: true, ..ListNoticesRequest::default() };
    let unread = scjgj.notices()?.list_notices(unread).await?.into_inner();
    assert_eq!((unread.notices.len(), unread.unread), (3, 3));

    claim(&scjgj, &delivery.id).await?;
    until("the duty to be done", async || {
        let answer = scjgj.duties()?.get_duty(GetDutyRequest { id: duty.clone() }).await?.into_inner();
        let done = answer.duty.as_ref().is_some_and(|duty| duty.end_time.is_some());
        assert_eq!(answer.tellings.len(), 4, "who was told what of it, and when");
        let unsent = |reminder: &ReminderOutcome| reminder.unsent() == UnsentReason::NoSubscription;
        assert!(answer.reminders.iter().all(unsent), "{:?}", answer.reminders);
        Ok(done.then_some(()))
    })
    .await?;
    stage.set_clock(at("2026-10-13T16:00"))?;
    let second = record(&office, recording(MEDICINE, "2")).await?.push_id;
    arrived(&scjgj, &second).await?;
    stage.set_clock(at("2026-10-14T09:00"))?;
    let notices = told(&scjgj, 5).await?;
    assert_eq!(steps(&notices[..1]), [(Level::Handlers, ReminderStep::DueToday)], "of the second only");
    Ok(())
}

/// What would be told, if nothing were done: to a bureau of its own duties, to the office of everybody's.
#[tokio::test]
async fn a_week_of_reminders_is_foreseen_and_nobody_is_told() -> anyhow::Result<()> {
    let stage = Stage::with_notification("2026-09-29T10:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let mut request = recording(MEDICINE, "1");
    if let Some(decision) = &mut request.decision {
        decision.decided_on = "2026-09-29".to_owned();
        decision.valid_from = "2026-09-29".to_owned();
    }
    arrived(&scjgj, &record(&office, request).await?.push_id).await?;
    let hook = Peer::plain(|_| status(204)).await?;
    subscribe_webhook(&scjgj, &hook).await?;
    let away = NameDeputyRequest {
        request_id: request_id(),
        deputy: "scjgj-02".to_owned(),
        first_day: "2026-10-08".to_owned(),
        last_day: "2026-10-08".to_owned(),
        ..NameDeputyRequest::default()
    };
    scjgj.reminders()?.name_deputy(away).await?;
    let simulate = async |bureau: &Bureau| -> anyhow::Result<Vec<Foreseen>> {
        let asked = SimulateRemindersRequest {
            start_time: Some(proto_instant(at("2026-09-29T00:00"))),
            end_time: Some(proto_instant(at("2026-10-11T00:00"))),
            units: Vec::new(),
        };
        let answer = bureau.reminders()?.simulate_reminders(asked).await?.into_inner();
        let line = |reminder: &proto::notification::v1::SimulatedReminder| {
            let at = clock::in_county(crate::desk::instant(reminder.step_time));
            let to = [&reminder.officials[..], &reminder.subscriptions[..]].concat().join(" ");
            (at.strftime("%m-%d %H:%M").to_string(), reminder.level(), to)
        };
        Ok(answer.reminders.iter().map(line).collect())
    };
    let foreseen = until("the duty", async || {
        let foreseen = simulate(&scjgj).await?;
        Ok((!foreseen.is_empty()).then_some(foreseen))
    })
    .await?;
    let days: Vec<&str> = foreseen.iter().map(|(at, ..)| at.as_str()).collect();
    // Over the holiday nobody is disturbed; Saturday the 10th is worked.
    let expected =
        [("09-30 08:30", 1), ("09-30 15:30", 2), ("10-08 08:30", 3), ("10-09 08:30", 3), ("10-10 08:30", 4)];
    for (day, count) in expected {
        assert_eq!(days.iter().filter(|known| **known == day).count(), count, "{day}: {foreseen:?}");
    }
    assert_eq!(days.len(), 13);
    let handlers = |day: &str| {
        let mut of_day = foreseen.iter().filter(|(at, level, _)| at == day && *level == Level::Handlers);
        of_day.next().map(|(.., to)| to.clone()).unwrap_or_default()
    };
    assert_eq!(handlers("09-30 08:30"), "scjgj-01 scjgj-02 业务系统");
    assert_eq!(handlers("10-08 08:30"), "scjgj-02 业务系统", "the first is away");
    let overseer = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    assert_eq!(simulate(&overseer).await?, foreseen);
    assert!(simulate(&claimant(&stage, "zjj")?).await?.is_empty(), "nothing of others");
    assert!(
        scjgj.notices()?.list_notices(ListNoticesRequest::default()).await?.into_inner().notices.is_empty()
    );
    Ok(())
}

/// When, on which rung, and to whom.
type Foreseen = (String, Level, String);

/// Waits until the bureau has so many notices; newest first.
async fn told(bureau: &Bureau, count: usize) -> anyhow::Result<Vec<Notice>> {
    until("the notices", async || {
        let notices =
            bureau.notices()?.list_notices(ListNoticesRequest::default()).await?.into_inner().notices;
        assert!(notices.len() <= count, "{notices:?}");
        Ok((notices.len() == count).then_some(notices))
    })
    .await
}

fn steps(notices: &[Notice]) -> Vec<(Level, ReminderStep)> {
    let step = |notice: &Notice| (notice.level(), notice.parts[0].step());
    notices.iter().map(step).collect()
}
