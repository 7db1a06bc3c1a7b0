//! Lamps (亮灯), and what is said of a lateness (Art. 28).

use proto::notification::v1::{
    CountDutiesRequest, Duty, DutyFilter, DutyState, ExplainLatenessRequest, Finding, GetDutyRequest, Lamp,
    ListDutiesRequest, RecordFindingRequest,
};
use scenarios::stage::{Bureau, Stage, until};
use tonic::Code;

use crate::{
    answers::{fields, reason},
    desk::{approver, arrived, at, claim, claimant, record},
    ledger::Ledger,
    paper::{MEDICINE, recording, request_id},
};

/// The lamp of an open duty follows the clock and the calendar; nothing is stored or sent for it.
#[tokio::test]
async fn a_lamp_turns_yellow_red_and_deep_red_as_time_passes() -> anyhow::Result<()> {
    let stage = Stage::with_notification("2026-10-08T09:00:00+08:00").await?;
    let scjgj = claimant(&stage, "scjgj")?;
    let delivery =
        arrived(&scjgj, &record(&approver(&stage)?, recording(MEDICINE, "1")).await?.push_id).await?;
    Ledger::open(&stage).prove().await?;
    for (now, lamp, text, late) in [
        ("2026-10-09T13:29", Lamp::Green, "●正常", false),
        ("2026-10-09T13:30", Lamp::Yellow, "▲临期", false),
        ("2026-10-10T00:00", Lamp::Red, "■逾期", true),
        // The 10th is a worked Saturday, the 12th a Monday.
        ("2026-10-12T23:59", Lamp::Red, "■逾期", true),
        ("2026-10-13T00:00", Lamp::DeepRed, "◆严重逾期", true),
    ] {
        stage.set_clock(at(now))?;
        let duty =
            only_duty(&scjgj, DutyFilter { lamps: vec![lamp.into()], ..DutyFilter::default() }).await?;
        assert_eq!((duty.lamp(), duty.lamp_text.as_str(), duty.late), (lamp, text, late), "{now}");
        let counts = scjgj.duties()?.count_duties(CountDutiesRequest::default()).await?.into_inner().counts;
        let [count] = &counts[..] else { panic!("{counts:?}") };
        let board =
            [count.open - count.yellow - count.red - count.deep_red, count.yellow, count.red, count.deep_red];
        let lit = [Lamp::Green, Lamp::Yellow, Lamp::Red, Lamp::DeepRed].map(|one| i64::from(one == lamp));
        assert_eq!(board, lit, "{now}");
    }

    claim(&scjgj, &delivery.id).await?;
    let done = DutyFilter { states: vec![DutyState::Discharged.into()], ..DutyFilter::default() };
    let duty = until("the duty to be done", async || {
        Ok(duties(&scjgj, done.clone()).await?.into_iter().find(|duty| duty.owed_by == "scjgj"))
    })
    .await?;
    assert_eq!((duty.lamp(), duty.late), (Lamp::Unspecified, true), "it was late, and no lamp burns");
    Ok(())
}

/// The unit says why, the office what it finds; the machine blames nobody.
#[tokio::test]
async fn a_lateness_is_explained_by_its_unit_and_judged_by_the_office() -> anyhow::Result<()> {
    let stage = Stage::with_notification("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    arrived(&scjgj, &record(&office, recording(MEDICINE, "1")).await?.push_id).await?;
    Ledger::open(&stage).prove().await?;
    let id = only_duty(&scjgj, DutyFilter { mine: true, ..DutyFilter::default() }).await?.id;
    let overseer = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    let early = scjgj.duties()?.explain_lateness(explanation(&id, "停电。")).await.unwrap_err();
    assert_eq!((early.code(), reason(&early).as_str()), (Code::FailedPrecondition, "DUTY_NOT_LATE"));
    let early = overseer.duties()?.record_finding(finding(&id)).await.unwrap_err();
    assert_eq!(reason(&early), "DUTY_NOT_LATE");

    stage.set_clock(at("2026-10-10T09:00"))?;
    let bare = scjgj.duties()?.explain_lateness(explanation(&id, " ")).await.unwrap_err();
    assert_eq!(fields(&bare), ["text"]);
    let check = ExplainLatenessRequest { validate_only: true, ..explanation(&id, "停电。") };
    scjgj.duties()?.explain_lateness(check).await?;
    let asked = explanation(&id, "因台风停电，系统无法登录。");
    let said = scjgj.duties()?.explain_lateness(asked.clone()).await?.into_inner();
    assert_eq!(scjgj.duties()?.explain_lateness(asked).await?.into_inner(), said, "the same answer");
    let owed = office.duties()?.explain_lateness(explanation(&id, "不是我们的。")).await.unwrap_err();
    assert_eq!(owed.code(), Code::NotFound, "who is owed has nothing to explain");
    overseer.duties()?.record_finding(finding(&id)).await?;

    for bureau in [&scjgj, &office, &overseer] {
        let answer = bureau.duties()?.get_duty(GetDutyRequest { id: id.clone() }).await?.into_inner();
        let remarks: Vec<_> = answer
            .remarks
            .iter()
            .map(|one| (one.unit.as_str(), one.official.as_str(), one.finding()))
            .collect();
        let expected =
            [("scjgj", "scjgj-01", Finding::Unspecified), ("xzspj", "xzspj-overseer", Finding::Outage)];
        assert_eq!(remarks, expected);
    }
    Ok(())
}

/// Of another unit's duty not even the existence is told.
#[tokio::test]
async fn a_duty_does_not_exist_for_a_unit_that_neither_owes_nor_is_owed_it() -> anyhow::Result<()> {
    let stage = Stage::with_notification("2026-10-08T09:00:00+08:00").await?;
    let (ours, theirs) = (claimant(&stage, "scjgj")?, claimant(&stage, "zjj")?);
    arrived(&ours, &record(&approver(&stage)?, recording(MEDICINE, "1")).await?.push_id).await?;
    Ledger::open(&stage).prove().await?;
    let id = only_duty(&ours, DutyFilter::default()).await?.id;
    stage.set_clock(at("2026-10-10T09:00"))?;
    let get = theirs.duties()?.get_duty(GetDutyRequest { id: id.clone() }).await.unwrap_err();
    let explain = theirs.duties()?.explain_lateness(explanation(&id, "不是我们的。")).await.unwrap_err();
    for refused in [get, explain] {
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::NotFound, "NOT_FOUND"));
        assert!(!format!("{refused:?}").contains("scjgj"), "not even whose it is");
    }
    let everything = DutyFilter { owed_by: vec!["scjgj".to_owned()], ..DutyFilter::default() };
    assert_eq!(duties(&theirs, everything).await?, []);
    let board = theirs.duties()?.count_duties(CountDutiesRequest::default()).await?.into_inner();
    assert_eq!(board.counts, []);
    Ok(())
}

async fn only_duty(bureau: &Bureau, filter: DutyFilter) -> anyhow::Result<Duty> {
    let mut found = duties(bureau, filter).await?;
    anyhow::ensure!(found.len() == 1, "{} duties", found.len());
    Ok(found.remove(0))
}

async fn duties(bureau: &Bureau, filter: DutyFilter) -> anyhow::Result<Vec<Duty>> {
    let request = ListDutiesRequest { filter: Some(filter), ..ListDutiesRequest::default() };
    Ok(bureau.duties()?.list_duties(request).await?.into_inner().duties)
}

fn explanation(id: &str, text: &str) -> ExplainLatenessRequest {
    ExplainLatenessRequest {
        request_id: request_id(),
        id: id.to_owned(),
        text: text.to_owned(),
        ..ExplainLatenessRequest::default()
    }
}

fn finding(id: &str) -> RecordFindingRequest {
    RecordFindingRequest {
        request_id: request_id(),
        id: id.to_owned(),
        finding: Finding::Outage.into(),
        text: "平台故障期间。".to_owned(),
        ..RecordFindingRequest::default()
    }
}
