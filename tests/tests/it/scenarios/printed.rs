//! Minutes on paper: who was there, what was agreed, and in which version.

use std::{path::Path, process::Stdio};

use anyhow::{Context, ensure};
use proto::meeting::v1::{
    AnswerInvitationRequest, Attendee, DocumentFormat, GetMinutesDocumentRequest, GetMinutesDocumentResponse,
    Guest, InvitationAnswer, MeetingKind, ParticipantKind, SeatRole, SignInRequest,
};
use scenarios::stage::{Bureau, Stage};
use serde_json::Value;
use tokio::{io::AsyncWriteExt, process::Command};
use tonic::{Code, Status};

use super::minutes::content;
use crate::{
    answers::{fields, reason},
    desk::at,
    joint_meeting::{People, read, seen, sign, sign_in},
    paper::request_id,
};

/// 三（二）, 三（五）: units by their names, posts, and no names of people; before issue it says which version it is.
#[tokio::test]
async fn minutes_say_who_was_there_and_are_printed() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let zjj = stage.bureau("zjj", Some("zjj-leader"))?;
    let topic = people.consented("变更信息共享", &["zjj", "slj", "czj"]).await?;
    let id = attended(&stage, &people, &zjj, &topic).await?;
    let drafted = people.draft(&id, content(&topic, "scjgj", "2026-11-30")).await?;
    let names = drafted.names.context("names")?;
    assert_eq!((names.topics[&topic].as_str(), names.units["slj"].as_str()), ("变更信息共享", "县水利局"));
    let there = drafted.attendance.context("attendance")?;
    let codes = |list: &[Attendee]| list.iter().map(|one| one.unit.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&there.attended), ["zjj"]);
    assert_eq!(
        (codes(&there.on_leave), codes(&there.absent)),
        (vec!["slj".into()], vec!["czj".into(), "scjgj".into()])
    );
    assert_eq!(there.attended[0].post, "分管副职");
    assert_eq!(there.sat_in[0].organisation, "县法律顾问单位");

    let unsaid = document(&people.office, &id, 0, DocumentFormat::Unspecified).await.unwrap_err();
    assert_eq!(fields(&unsaid), ["format"]);
    let draft = document(&zjj, &id, 0, DocumentFormat::Docx).await.unwrap_err();
    assert_eq!(draft.code(), Code::NotFound, "a draft is the office's");
    people.circulate(&id, "2026-10-16").await?;
    let circulated = document(&zjj, &id, 0, DocumentFormat::Docx).await?;
    let text = words(&circulated).await?;
    for said in [
        "第1版　征求意见稿",
        "2026年10月14日15:00",
        "县政府三楼会议室",
        "县政府办公室（县政府分管领导）",
        "一、变更信息共享",
        "会议议定如下事项。",
        "二、议定事项",
        "（一）完善变更信息推送清单。",
        "牵头单位：县市场监管局；配合单位：县住房和城乡建设局；完成时限：2026年11月30日。",
        "县住房和城乡建设局（分管副职）",
        "县法律顾问单位（律师）",
    ] {
        assert!(text.contains(said), "{said} in {text}");
    }
    sign(&people.chief, &id, 1).await?;
    let number = people.issue(&id).await?.minutes.context("issued")?.number;
    let issued = document(&zjj, &id, 0, DocumentFormat::Pdf).await?;
    assert_eq!((issued.name, issued.media_type.as_str()), (format!("{number}.pdf"), "application/pdf"));
    assert!(issued.content.starts_with(b"%PDF-"));
    assert_eq!(document(&zjj, &id, 1, DocumentFormat::Pdf).await?.content, issued.content, "the same again");
    let text = words(&document(&zjj, &id, 0, DocumentFormat::Docx).await?).await?;
    assert!(text.contains("〔2026〕1号") && text.contains("印发") && !text.contains("征求意见稿"), "{text}");
    Ok(())
}

/// Somebody's presence is noted after the minutes were signed: they say otherwise, and are drafted again.
#[tokio::test]
async fn what_is_noted_later_of_who_was_there_has_the_minutes_drafted_again() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let topic = people.consented("变更信息共享", &["zjj"]).await?;
    let id = people.held(&stage, "2026-10-14", &topic).await?;
    let draft = || content(&topic, "scjgj", "2026-11-30");
    people.draft(&id, draft()).await?;
    people.circulate(&id, "2026-10-16").await?;
    sign(&people.chief, &id, 1).await?;
    sign_in(&people.scjgj, &id).await?;
    assert_eq!(reason(&people.issue(&id).await.unwrap_err()), "MINUTES_STATE");
    people.draft(&id, draft()).await?;
    people.circulate(&id, "2026-10-16").await?;
    sign(&people.chief, &id, 2).await?;
    let issued = people.issue(&id).await?.minutes.context("issued")?;
    let attended = issued.attendance.context("attendance")?.attended;
    assert_eq!(attended.iter().map(|one| one.unit.as_str()).collect::<Vec<_>>(), ["scjgj"]);
    Ok(())
}

/// Two officials of the office at the same minutes: neither overwrites what the other wrote.
#[tokio::test]
async fn a_version_that_was_not_read_is_neither_replaced_nor_circulated_nor_issued() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let topic = people.consented("变更信息共享", &["zjj"]).await?;
    let id = people.held(&stage, "2026-10-14", &topic).await?;
    let draft = || content(&topic, "scjgj", "2026-11-30");
    people.draft(&id, draft()).await?;
    people.draft(&id, draft()).await?;
    let newer = |refused: Status| {
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::Aborted, "VERSION_CONFLICT"));
    };
    newer(people.draft_from(&id, draft(), 1).await.unwrap_err());
    newer(people.circulate_version(&id, 1, "2026-10-16").await.unwrap_err());
    people.circulate(&id, "2026-10-16").await?;
    sign(&people.chief, &id, 2).await?;
    newer(people.issue_version(&id, 1).await.unwrap_err());
    people.issue(&id).await?;
    let old = read(&people.office, &id, 1).await?.minutes.context("the first")?;
    let new = read(&people.office, &id, 0).await?.minutes.context("the second")?;
    assert_eq!((old.superseded, new.superseded, new.version), (true, false, 2));
    Ok(())
}

/// A meeting of four units and a lawyer: one comes by a stand-in, one has leave, two do not come.
async fn attended(stage: &Stage, people: &People, zjj: &Bureau, topic: &String) -> anyhow::Result<String> {
    let chief = people.seat("zfb", SeatRole::ChiefConvener).await?;
    let mut asked = people.plan(MeetingKind::Topical, ("2026-10-14T15:00", &chief), &[topic]).await?;
    asked.guests = vec![Guest {
        kind: ParticipantKind::Lawyer.into(),
        organisation: "县法律顾问单位".to_owned(),
    }];
    let id = people.planned(asked).await?.id;
    people.invite(&id).await?;
    people.send(&id, "材料.txt").await?;
    let stand_in = AnswerInvitationRequest {
        request_id: request_id(),
        id: id.clone(),
        answer: InvitationAnswer::StandIn.into(),
        stand_in_post: "分管副职".to_owned(),
        ..AnswerInvitationRequest::default()
    };
    zjj.meetings()?.answer_invitation(stand_in).await?;
    let leave = AnswerInvitationRequest {
        request_id: request_id(),
        id: id.clone(),
        answer: InvitationAnswer::Leave.into(),
        leave_reason: "汛期值守".to_owned(),
        ..AnswerInvitationRequest::default()
    };
    stage.bureau("slj", Some("slj-leader"))?.meetings()?.answer_invitation(leave).await?;
    stage.set_clock(at("2026-10-14T15:00"))?;
    sign_in(zjj, &id).await?;
    let participants = seen(&people.office, &id).await?.participants;
    let lawyer = participants.iter().find(|one| one.unit.is_empty()).context("a lawyer")?;
    let here = SignInRequest {
        request_id: request_id(),
        id: id.clone(),
        participant_id: lawyer.id.clone(),
        post: "律师".to_owned(),
        validate_only: false,
    };
    people.office.meetings()?.sign_in(here).await?;
    people.open(&id, None).await?;
    Ok(id)
}

async fn document(
    bureau: &Bureau,
    id: &str,
    version: i32,
    format: DocumentFormat,
) -> Result<GetMinutesDocumentResponse, Status> {
    let mut minutes = bureau.minutes().map_err(|error| Status::internal(error.to_string()))?;
    let asked = GetMinutesDocumentRequest { meeting_id: id.to_owned(), version, format: format.into() };
    Ok(minutes.get_minutes_document(asked).await?.into_inner())
}

/// What a word processor reads in it.
async fn words(document: &GetMinutesDocumentResponse) -> anyhow::Result<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut python = Command::new(root.join(".tools/venv/bin/python"))
        .arg(root.join("crates/press/tests/read_docx.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    python.stdin.take().context("stdin")?.write_all(&document.content).await?;
    let read = python.wait_with_output().await?;
    ensure!(read.status.success(), "the document cannot be read");
    let read: Value = serde_json::from_slice(&read.stdout)?;
    let paragraphs = read["paragraphs"].as_array().into_iter().flatten();
    let texts: Vec<&str> = paragraphs.filter_map(|paragraph| paragraph["text"].as_str()).collect();
    Ok(texts.join("\n"))
}
