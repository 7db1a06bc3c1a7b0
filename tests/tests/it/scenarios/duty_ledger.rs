//! The duty ledger (时限义务台账): who owes what by when, from what the other services say.

use std::time::Duration;

use anyhow::Context;
use proto::{
    approval::v1::LoadCalendarYearRequest,
    exchange::v1::{BatchClaimDeliveriesRequest, DeliveryState, LicenceDecision},
    notification::v1::{
        CountDutiesRequest, Duty, DutyFilter, DutyState, Lamp, ListDutiesRequest, WatchDutiesRequest,
        WatchDutiesResponse,
    },
};
use scenarios::stage::{Bureau, Stage, until};
use tonic::Streaming;

use crate::{
    desk::{approver, arrived, at, claim, claimant, header, import_file, instant, record},
    ledger::{Ledger, count},
    paper::{self, GAS, MEDICINE, recording, request_id},
};

const CLEAN: &str = include_str!("../../../../services/approval/tests/data/licences_2026-10.csv");

/// A month's decisions: pushes are discharged at once, claims as the bureaus work.
#[tokio::test]
async fn a_months_duties_are_open_until_they_are_pushed_and_claimed() -> anyhow::Result<()> {
    let stage = Stage::with_notification("2026-11-02T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    import_file(&office, header(), CLEAN).await?;
    let ledger = Ledger::open(&stage);
    assert_eq!(ledger.prove().await?.deliveries, 913);

    let scjgj = claimant(&stage, "scjgj")?;
    let owed = u32::try_from(open_duties(&scjgj, true).await?)?;
    assert!(owed > 50, "scjgj owes {owed}");
    claim_all(&scjgj).await?;
    ledger.prove().await?;
    assert_eq!(open_duties(&scjgj, true).await?, 0, "it has claimed all");

    let overseer = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    assert_eq!(open_duties(&overseer, false).await?, 913 - i64::from(owed));
    let pushed = DutyFilter {
        kinds: vec!["C1".to_owned()],
        states: vec![DutyState::Discharged.into()],
        ..DutyFilter::default()
    };
    let pushed = all_duties(&office, pushed).await?;
    assert_eq!(pushed.len(), 600);
    assert!(pushed.iter().all(|duty| duty.kind_name == "推送审批信息" && duty.lamp_text.is_empty()));
    assert!(pushed.is_sorted_by_key(|duty| instant(duty.deadline.clone().unwrap_or_default().due_time)));
    let late =
        DutyFilter { late_only: true, states: vec![DutyState::Discharged.into()], ..DutyFilter::default() };
    let late = all_duties(&office, late).await?;
    assert!(late.iter().all(|duty| duty.late && duty.kind == "C1"));
    assert_eq!(late.len(), pushed.iter().filter(|duty| duty.late).count());
    Ok(())
}

/// What was said before the service was installed waits for it, and nothing is lost or counted twice.
#[tokio::test]
async fn a_ledger_that_is_installed_late_knows_everything_since_the_beginning() -> anyhow::Result<()> {
    let mut stage = Stage::for_test("2026-10-08T09:00:00+08:00").await?;
    let office = approver(&stage)?;
    let first = record(&office, recording(GAS, "1")).await?;
    let zjj = claimant(&stage, "zjj")?;
    claim(&zjj, &arrived(&zjj, &first.push_id).await?.id).await?;
    Ledger::open(&stage).prove().await?;

    stage.install_notification().await?;
    let ledger = Ledger::open(&stage);
    ledger.prove().await?;
    let (office, zjj) = (approver(&stage)?, claimant(&stage, "zjj")?);
    let duties = all_duties(&zjj, every_state()).await?;
    assert_eq!(states(&duties), [("C2", DutyState::Discharged)]);
    let second = record(&office, recording(GAS, "2")).await?;
    arrived(&zjj, &second.push_id).await?;
    ledger.prove().await?;
    let mut duties = all_duties(&zjj, every_state()).await?;
    duties.sort_by_key(|duty| duty.state);
    assert_eq!(states(&duties), [("C2", DutyState::Open), ("C2", DutyState::Discharged)]);
    let notification = ledger.notification.as_ref().context("installed")?;
    assert_eq!(
        count(notification, "select count(*) from notification.duty").await?,
        8,
        "two decisions, six deliveries"
    );
    Ok(())
}

/// 待定: shown as such, last in the list, and dated when the year's calendar is loaded.
#[tokio::test]
async fn a_duty_without_a_date_is_shown_as_such_and_dated_with_the_year() -> anyhow::Result<()> {
    let stage = Stage::with_notification("2026-12-30T10:00:00+08:00").await?;
    let office = approver(&stage)?;
    let dated = record(&office, decided("2026-12-30", "1")).await?;
    let scjgj = claimant(&stage, "scjgj")?;
    arrived(&scjgj, &dated.push_id).await?;
    stage.set_clock(at("2026-12-31T10:00"))?;
    let undated = record(&office, decided("2026-12-31", "2")).await?;
    arrived(&scjgj, &undated.push_id).await?;
    Ledger::open(&stage).prove().await?;
    let [first, last] = &all_duties(&scjgj, DutyFilter::default()).await?[..] else { panic!("two duties") };
    assert_eq!(due(first), Some(at("2027-01-01T00:00")));
    assert_eq!((due(last), last.lamp(), last.late), (None, Lamp::Green, false));
    assert!(last.deadline.clone().unwrap_or_default().explanation.contains("待定"));
    let board = scjgj.duties()?.count_duties(CountDutiesRequest::default()).await?.into_inner().counts;
    assert_eq!((board.len(), board[0].open, board[0].undated), (1, 2, 1));

    let admin = stage.bureau("xzspj", Some("xzspj-admin"))?;
    let data = "year = 2027\nnotice = \"国办发明电〔2026〕示例号\"\noff = [{ date = \"2027-01-01\", name = \"元旦\" }]\nwork = []";
    let load = LoadCalendarYearRequest {
        request_id: request_id(),
        data: data.to_owned(),
        ..LoadCalendarYearRequest::default()
    };
    admin.calendar().load_calendar_year(load).await?;
    until("the duty to have its date", async || {
        let duties = all_duties(&scjgj, DutyFilter::default()).await?;
        Ok((due(&duties[1]) == Some(at("2027-01-05T00:00"))).then_some(()))
    })
    .await?;
    Ledger::open(&stage).prove().await?;
    Ok(())
}

/// A bureau's system that listens: to its own duties, and from where it stopped.
#[tokio::test]
async fn a_watch_of_duties_resumes_from_its_cursor_after_a_restart() -> anyhow::Result<()> {
    let mut stage = Stage::with_notification("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let mut words = watch(&scjgj, "").await?;
    let push = record(&office, recording(MEDICINE, "1")).await?.push_id;
    let delivery = arrived(&scjgj, &push).await?;
    let opened = next_change(&mut words).await?;
    let duty = opened.duty.clone().unwrap_or_default();
    assert_eq!((duty.subject_id.as_str(), duty.state()), (delivery.id.as_str(), DutyState::Open));
    drop(words);

    let notification = stage.notification.as_mut().context("installed")?;
    notification.end().await?;
    claim(&scjgj, &delivery.id).await?;
    record(&office, recording(GAS, "2")).await?;
    notification.start()?;
    notification.ready().await?;
    let mut words = watch(&claimant(&stage, "scjgj")?, &opened.cursor).await?;
    let done = next_change(&mut words).await?.duty.unwrap_or_default();
    assert_eq!((&done.id, done.state()), (&duty.id, DutyState::Discharged), "and nothing of other units");
    Ledger::open(&stage).prove().await?;
    Ok(())
}

fn every_state() -> DutyFilter {
    let states = [DutyState::Open, DutyState::Discharged, DutyState::Withdrawn].map(i32::from);
    DutyFilter { states: states.to_vec(), ..DutyFilter::default() }
}

fn states(duties: &[Duty]) -> Vec<(&str, DutyState)> {
    duties.iter().map(|duty| (duty.kind.as_str(), duty.state())).collect()
}

fn due(duty: &Duty) -> Option<jiff::Timestamp> {
    duty.deadline.as_ref()?.due_time.map(|due| instant(Some(due)))
}

/// A decision of a day on an item that scjgj alone supervises.
fn decided(day: &str, number: &str) -> proto::approval::v1::RecordDecisionRequest {
    let mut request = recording(MEDICINE, number);
    request.decision = Some(LicenceDecision {
        decided_on: day.to_owned(),
        valid_from: day.to_owned(),
        ..paper::decision(MEDICINE, number)
    });
    request
}

/// Every duty of a filter that the bureau sees, page by page.
async fn all_duties(bureau: &Bureau, filter: DutyFilter) -> anyhow::Result<Vec<Duty>> {
    let mut all = Vec::new();
    let mut request =
        ListDutiesRequest { page_size: 100, filter: Some(filter), ..ListDutiesRequest::default() };
    loop {
        let page = bureau.duties()?.list_duties(request.clone()).await?.into_inner();
        all.extend(page.duties);
        if page.next_page_token.is_empty() {
            return Ok(all);
        }
        request.page_token = page.next_page_token;
    }
}

/// Open duties as the board counts them and as the list has them: the same.
async fn open_duties(bureau: &Bureau, mine: bool) -> anyhow::Result<i64> {
    let owed_by = if mine { vec!["scjgj".to_owned()] } else { Vec::new() };
    let asked = CountDutiesRequest { owed_by, ..CountDutiesRequest::default() };
    let counts = bureau.duties()?.count_duties(asked).await?.into_inner().counts;
    let counted = counts.iter().map(|count| count.open).sum();
    let listed = all_duties(bureau, DutyFilter { mine, ..DutyFilter::default() }).await?;
    assert_eq!(i64::try_from(listed.len())?, counted);
    Ok(counted)
}

async fn claim_all(bureau: &Bureau) -> anyhow::Result<()> {
    let ids: Vec<String> = bureau
        .all_deliveries(&[DeliveryState::Delivered])
        .await?
        .into_iter()
        .map(|delivery| delivery.id)
        .collect();
    for ids in ids.chunks(100) {
        let request = BatchClaimDeliveriesRequest {
            request_id: request_id(),
            ids: ids.to_vec(),
            ..BatchClaimDeliveriesRequest::default()
        };
        bureau.deliveries().batch_claim_deliveries(request).await?;
    }
    Ok(())
}

async fn watch(bureau: &Bureau, cursor: &str) -> anyhow::Result<Streaming<WatchDutiesResponse>> {
    let request = WatchDutiesRequest { cursor: cursor.to_owned() };
    Ok(bureau.duties()?.watch_duties(request).await?.into_inner())
}

/// The next change, heartbeats aside.
async fn next_change(words: &mut Streaming<WatchDutiesResponse>) -> anyhow::Result<WatchDutiesResponse> {
    loop {
        let word = tokio::time::timeout(Duration::from_secs(30), words.message()).await.context("silence")?;
        let word = word?.context("the watch ended")?;
        if word.duty.is_some() {
            return Ok(word);
        }
    }
}
