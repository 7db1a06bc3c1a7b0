//! Supervision letters (督办函): the last rung of the ladder.

use anyhow::Context;
use proto::notification::v1::{
    CloseLetterRequest, GetLetterRequest, IssueLetterRequest, IssueLetterResponse, Letter, LetterConclusion,
    LetterState, ListDutiesRequest, ListLettersRequest, ReplyToLetterRequest, ReportNoticesRequest,
};
use scenarios::stage::{Bureau, Stage, until};
use tonic::Code;

use crate::{
    answers::reason,
    desk::{approver, arrived, at, claimant, proto_instant, record},
    ledger::Ledger,
    paper::{MEDICINE, recording, request_id},
    receivers::decided,
};

/// A claim is days late: the office writes, the unit answers, the office closes; at the third letter a topic is proposed.
#[tokio::test]
async fn a_unit_answers_the_office_and_the_third_letter_is_a_matter_for_the_joint_meeting()
-> anyhow::Result<()> {
    let stage = Stage::with_notification("2026-10-08T09:00:00+08:00").await?;
    let (office, scjgj) = (approver(&stage)?, claimant(&stage, "scjgj")?);
    let overseer = stage.bureau("xzspj", Some("xzspj-overseer"))?;
    let push = record(&office, recording(MEDICINE, "1")).await?.push_id;
    let delivery = arrived(&scjgj, &push).await?;
    let duty = ids::DutyId::of("C2", delivery.id.parse()?).to_string();
    until("the duty", async || Ok(duties(&scjgj).await?.contains(&duty).then_some(()))).await?;
    let early = issue(&overseer, &duty).await.err().context("not late")?;
    assert_eq!(early.code(), Code::InvalidArgument);

    stage.set_clock(at("2026-10-13T09:00"))?;
    // Nobody writes that it was not done before it is known that no end is on the way.
    decided(&Ledger::open(&stage).notification.context("installed")?, at("2026-10-13T09:00")).await?;
    let denied = issue(&scjgj, &duty).await.err().context("not the office")?;
    assert_eq!(reason(&denied), "ROLE_NOT_ALLOWED");
    let letter = issue(&overseer, &duty).await?.letter.context("a letter")?;
    assert_eq!((letter.number.as_str(), letter.state()), ("督办函〔2026〕1号", LetterState::Issued));
    let to_answer = ids::DutyId::of("L1", letter.id.parse()?).to_string();
    until("the duty to answer", async || Ok(duties(&scjgj).await?.contains(&to_answer).then_some(())))
        .await?;
    assert_eq!(letters(&scjgj).await?.len(), 1);
    let before = ListLettersRequest {
        end_time: Some(proto_instant(at("2026-10-13T00:00"))),
        ..ListLettersRequest::default()
    };
    assert!(
        overseer.letters()?.list_letters(before).await?.into_inner().letters.is_empty(),
        "of another day"
    );
    assert!(letters(&claimant(&stage, "zjj")?).await?.is_empty(), "nothing of others");
    let foreign = reply(&claimant(&stage, "zjj")?, &letter.id).await.err().context("not theirs")?;
    assert_eq!(foreign.code(), Code::NotFound);

    let answered = reply(&scjgj, &letter.id).await?;
    assert_eq!((answered.state(), answered.late), (LetterState::Replied, false));
    until("the duty to be done", async || Ok((!duties(&scjgj).await?.contains(&to_answer)).then_some(())))
        .await?;
    let close = CloseLetterRequest {
        request_id: request_id(),
        id: letter.id.clone(),
        conclusion: LetterConclusion::Rectified.into(),
        text: "已认领。".to_owned(),
        ..CloseLetterRequest::default()
    };
    overseer.letters()?.close_letter(close).await?;
    let closed = reply(&scjgj, &letter.id).await.err().context("closed")?;
    assert_eq!(reason(&closed), "LETTER_CLOSED");
    let whole = scjgj.letters()?.get_letter(GetLetterRequest { id: letter.id.clone() }).await?.into_inner();
    assert_eq!((whole.duties.len(), whole.replies.len()), (1, 1));

    let of_duty = ReportNoticesRequest { duty_id: duty.clone(), ..ReportNoticesRequest::default() };
    let report = scjgj.notices()?.report_notices(of_duty).await?.into_inner();
    let told = report.notices.iter().find(|row| row.letter_id == letter.id).context("the letter")?;
    assert_eq!((told.text.as_str(), told.unit.as_str()), ("督办函〔2026〕1号", "scjgj"));
    assert!(report.notices.iter().any(|row| !row.notice_id.is_empty()) && report.page.contains("单位负责人"));

    assert!(!issue(&overseer, &duty).await?.matter_raised);
    assert!(issue(&overseer, &duty).await?.matter_raised, "the third of the quarter");
    assert!(!issue(&overseer, &duty).await?.matter_raised, "once a quarter");
    Ok(())
}

async fn issue(bureau: &Bureau, duty: &str) -> Result<IssueLetterResponse, tonic::Status> {
    let asked = IssueLetterRequest {
        request_id: request_id(),
        unit: "scjgj".to_owned(),
        duty_ids: vec![duty.to_owned()],
        ..IssueLetterRequest::default()
    };
    let mut service = bureau.letters().map_err(|error| tonic::Status::internal(error.to_string()))?;
    Ok(service.issue_letter(asked).await?.into_inner())
}

async fn reply(bureau: &Bureau, id: &str) -> Result<Letter, tonic::Status> {
    let asked = ReplyToLetterRequest {
        request_id: request_id(),
        id: id.to_owned(),
        text: "已认领，逾期系因系统切换。".to_owned(),
        ..ReplyToLetterRequest::default()
    };
    let mut service = bureau.letters().map_err(|error| tonic::Status::internal(error.to_string()))?;
    Ok(service.reply_to_letter(asked).await?.into_inner().letter.unwrap_or_default())
}

async fn letters(bureau: &Bureau) -> anyhow::Result<Vec<Letter>> {
    Ok(bureau.letters()?.list_letters(ListLettersRequest::default()).await?.into_inner().letters)
}

/// Ids of the open duties that the bureau sees.
async fn duties(bureau: &Bureau) -> anyhow::Result<Vec<String>> {
    let listed = bureau.duties()?.list_duties(ListDutiesRequest::default()).await?.into_inner().duties;
    Ok(listed.into_iter().map(|duty| duty.id).collect())
}
