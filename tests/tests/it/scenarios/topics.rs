//! Topics of the joint meeting (议题): where they come from, and who consents to them.

use anyhow::Context;
use proto::meeting::v1::{
    ApproveTopicRequest, GetTopicRequest, ListTopicsRequest, MatterKind, ProposeTopicRequest,
    ReturnTopicRequest, SubmitTopicRequest, SummariseTopicRequest, Topic, TopicKind, TopicState,
};
use proto::notification::v1::IssueLetterRequest;
use scenarios::stage::{Bureau, Stage, until};
use tonic::{Code, Status};

use crate::{
    answers::reason,
    desk::{approver, arrived, at, claimant, record},
    ledger::Ledger,
    paper::{MEDICINE, recording, request_id},
    receivers::decided,
};

pub(crate) async fn topics(bureau: &Bureau) -> anyhow::Result<Vec<Topic>> {
    Ok(bureau.topics()?.list_topics(ListTopicsRequest::default()).await?.into_inner().topics)
}

async fn summarise(office: &Bureau, id: &str) -> Result<Topic, Status> {
    let mut topics = office.topics().map_err(|error| Status::internal(error.to_string()))?;
    let asked = SummariseTopicRequest {
        request_id: request_id(),
        id: id.to_owned(),
        summary: "研究三次督办后的责任落实。".to_owned(),
        validate_only: false,
    };
    Ok(topics.summarise_topic(asked).await?.into_inner().topic.unwrap_or_default())
}

async fn submit(office: &Bureau, id: &str) -> Result<Topic, Status> {
    let mut topics = office.topics().map_err(|error| Status::internal(error.to_string()))?;
    let asked = SubmitTopicRequest { request_id: request_id(), id: id.to_owned(), validate_only: false };
    Ok(topics.submit_topic(asked).await?.into_inner().topic.unwrap_or_default())
}

async fn approve(bureau: &Bureau, id: &str) -> Result<Topic, Status> {
    let mut topics = bureau.topics().map_err(|error| Status::internal(error.to_string()))?;
    let asked = ApproveTopicRequest { request_id: request_id(), id: id.to_owned(), validate_only: false };
    Ok(topics.approve_topic(asked).await?.into_inner().topic.unwrap_or_default())
}

/// What the platform could not settle comes before the joint meeting by itself, and is discussed only with the chief convener's consent.
#[tokio::test]
async fn the_third_letter_becomes_a_topic_that_the_chief_convener_consents_to() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-08T09:00:00+08:00").await?;
    let (scjgj, office) = (claimant(&stage, "scjgj")?, stage.bureau("xzspj", Some("xzspj-overseer"))?);
    let chief = stage.bureau("zfb", Some("zfb-leader"))?;
    Box::pin(three_letters(&stage, &scjgj, &office)).await?;
    let topic = until("the topic", async || Ok(topics(&office).await?.pop())).await?;
    assert_eq!((topic.matter_kind(), topic.kind()), (MatterKind::ThirdLetter, TopicKind::Supervision));
    assert_eq!((topic.state(), topic.source_ids.len()), (TopicState::Collected, 3));
    assert_eq!(topics(&scjgj).await?.first(), Some(&topic), "the unit that it concerns sees it");
    assert!(topics(&claimant(&stage, "zjj")?).await?.is_empty(), "nobody else does");
    let id = &topic.id;
    let of_others = claimant(&stage, "zjj")?.topics()?.get_topic(GetTopicRequest { id: id.clone() }).await;
    assert_eq!(of_others.unwrap_err().code(), Code::NotFound);

    assert_eq!(reason(&submit(&office, id).await.unwrap_err()), "TOPIC_STATE", "not before it is summarised");
    summarise(&office, id).await?;
    assert_eq!(reason(&approve(&chief, id).await.unwrap_err()), "TOPIC_STATE", "not before it is submitted");
    submit(&office, id).await?;
    let leader = stage.bureau("scjgj", Some("scjgj-leader"))?;
    assert_eq!(reason(&approve(&leader, id).await.unwrap_err()), "SEAT_NOT_HELD");
    assert_eq!(
        reason(&approve(&office, id).await.unwrap_err()),
        "SEAT_NOT_HELD",
        "the office does not consent"
    );
    let back = ReturnTopicRequest {
        request_id: request_id(),
        id: id.clone(),
        reason: "请附三封督办函的回复。".to_owned(),
        validate_only: false,
    };
    let returned = chief.topics()?.return_topic(back).await?.into_inner().topic.unwrap_or_default();
    assert_eq!(
        (returned.state(), returned.return_reason.as_str()),
        (TopicState::Returned, "请附三封督办函的回复。")
    );
    summarise(&office, id).await?;
    submit(&office, id).await?;
    let approved = approve(&chief, id).await?;
    assert_eq!((approved.state(), approved.state_by.as_str()), (TopicState::Approved, "zfb-leader"));
    assert_eq!(
        reason(&summarise(&office, id).await.unwrap_err()),
        "TOPIC_STATE",
        "what has the consent stays"
    );
    Ok(())
}

/// A claim is late, and the office writes three times.
pub(crate) async fn three_letters(stage: &Stage, scjgj: &Bureau, office: &Bureau) -> anyhow::Result<()> {
    let delivery =
        arrived(scjgj, &record(&approver(stage)?, recording(MEDICINE, "1")).await?.push_id).await?;
    let duty = ids::DutyId::of("C2", delivery.id.parse()?).to_string();
    let ledger = Ledger::open(stage).notification.context("installed")?;
    until("the duty", async || {
        let known = sqlx::query_scalar::<_, i64>("select count(*) from notification.reminder");
        Ok((known.fetch_one(&ledger).await? == 1).then_some(()))
    })
    .await?;
    stage.set_clock(at("2026-10-13T09:00"))?;
    decided(&ledger, at("2026-10-13T09:00")).await?;
    for _ in 0..3 {
        let asked = IssueLetterRequest {
            request_id: request_id(),
            unit: "scjgj".to_owned(),
            duty_ids: vec![duty.clone()],
            ..IssueLetterRequest::default()
        };
        office.letters()?.issue_letter(asked).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_unit_proposes_a_topic_and_sees_it_with_those_whom_it_concerns() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let liaison = stage.bureau("scjgj", Some("scjgj-liaison"))?;
    let proposal = |unit: &str| ProposeTopicRequest {
        request_id: request_id(),
        kind: TopicKind::InformationSharing.into(),
        title: "食品经营许可变更信息共享".to_owned(),
        text: "变更后的经营地址未及时推送，电话19900000001。".to_owned(),
        units: vec![unit.to_owned()],
        ..ProposeTopicRequest::default()
    };
    let topic = until("the meeting service to know the unit", async || {
        let asked = liaison.topics()?.propose_topic(proposal("zjj")).await;
        Ok(asked.ok().and_then(|answer| answer.into_inner().topic))
    })
    .await?;
    assert!(topic.text.ends_with("电话199****0001。"), "{}", topic.text);
    for (unit, sees) in [("scjgj", true), ("zjj", true), ("xzspj", false), ("zfb", true), ("slj", false)] {
        let seen = topics(&stage.bureau(unit, Some(&format!("{unit}-leader")))?).await?;
        assert_eq!(!seen.is_empty(), sees, "{unit}");
    }
    assert_eq!(
        topics(&stage.bureau("xzspj", Some("xzspj-overseer"))?).await?.len(),
        1,
        "the office sees all"
    );
    let unknown = liaison.topics()?.propose_topic(proposal("nobody")).await.unwrap_err();
    assert_eq!((unknown.code(), reason(&unknown).as_str()), (Code::InvalidArgument, "INVALID_FIELDS"));
    Ok(())
}
