//! Minutes of the joint meeting (会议纪要): versions, comments, who signs, what never changes, and the ruling that closes the circle.

use anyhow::Context;
use proto::{
    meeting::v1::{
        CommentOnMinutesRequest, MeetingKind, MinutesContent, MinutesMatter, MinutesState, ResolutionDraft,
        ResolutionKind, RulingDraft, RulingKind, SeatRole, Topic, TopicState,
    },
    notification::v1::{LetterConclusion, LetterState, ListLettersRequest},
};
use scenarios::stage::{Stage, until};
use tonic::Code;

use super::topics::{three_letters, topics};
use crate::{
    answers::{chinese, fields, reason},
    desk::{at, claimant},
    joint_meeting::{People, read, sign},
    ledger::Ledger,
    paper::request_id,
};

/// Minutes about a topic, with a resolution that a unit leads.
pub(crate) fn content(topic: &str, lead_unit: &str, due_on: &str) -> MinutesContent {
    MinutesContent {
        opening: "会议听取了有关情况汇报，联系电话19900000001。".to_owned(),
        matters: vec![MinutesMatter {
            topic_id: topic.to_owned(), text: "会议议定如下事项。".to_owned()
        }],
        resolutions: vec![ResolutionDraft {
            kind: ResolutionKind::Agreed.into(),
            topic_id: topic.to_owned(),
            text: "完善变更信息推送清单。".to_owned(),
            lead_unit: lead_unit.to_owned(),
            co_units: vec!["zjj".to_owned()],
            due_on: due_on.to_owned(),
        }],
        rulings: Vec::new(),
    }
}

/// 三（五）: what is signed is what was read; what is issued never changes; nobody else signs.
#[tokio::test]
async fn minutes_are_drafted_in_versions_circulated_signed_by_whoever_presided_and_issued_once()
-> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let zjj = stage.bureau("zjj", Some("zjj-leader"))?;
    let topic = people.consented("变更信息共享", &["zjj"]).await?;
    let id = people.held(&stage, "2026-10-14", &topic).await?;
    let draft = || content(&topic, "scjgj", "2026-11-30");
    let first = people.draft(&id, draft()).await?;
    assert_eq!((first.version, first.state()), (1, MinutesState::Draft));
    let opening = first.content.context("content")?.opening;
    assert!(opening.ends_with("联系电话199****0001。"), "{opening}");
    assert_eq!(read(&zjj, &id, 0).await.unwrap_err().code(), Code::NotFound, "a draft is the office's");
    let comment = || CommentOnMinutesRequest {
        request_id: request_id(),
        meeting_id: id.clone(),
        text: "建议明确推送时限。".to_owned(),
        validate_only: false,
    };
    assert_eq!(zjj.minutes()?.comment_on_minutes(comment()).await.unwrap_err().code(), Code::NotFound);
    people.circulate(&id, "2026-10-16").await?;
    zjj.minutes()?.comment_on_minutes(comment()).await?;
    let slj = stage.bureau("slj", Some("slj-leader"))?;
    assert_eq!(slj.minutes()?.comment_on_minutes(comment()).await.unwrap_err().code(), Code::NotFound);
    assert_eq!(read(&people.scjgj, &id, 0).await?.comments.len(), 0, "what others said is theirs");
    assert_eq!(read(&people.office, &id, 0).await?.comments.len(), 1);

    people.draft(&id, draft()).await?;
    assert_eq!(
        reason(&sign(&people.chief, &id, 2).await.unwrap_err()),
        "MINUTES_STATE",
        "not before it circulates"
    );
    people.circulate(&id, "2026-10-16").await?;
    assert_eq!(
        reason(&sign(&people.office, &id, 2).await.unwrap_err()),
        "SEAT_NOT_HELD",
        "the office does not sign"
    );
    assert_eq!(
        reason(&sign(&people.chief, &id, 1).await.unwrap_err()),
        "VERSION_CONFLICT",
        "not what was read"
    );
    assert_eq!(reason(&people.issue(&id).await.unwrap_err()), "MINUTES_STATE", "not signed");
    sign(&people.chief, &id, 2).await?;
    let issued = people.issue(&id).await?.minutes.context("issued")?;
    assert_eq!(
        (issued.number.as_str(), issued.approved_by.as_str()),
        ("联席会议纪要〔2026〕1号", "zfb-leader")
    );
    let changed = people.draft(&id, draft()).await.unwrap_err();
    assert_eq!(
        (reason(&changed).as_str(), chinese(&changed).as_str()),
        ("MINUTES_STATE", "会议纪要已印发，不得更改（联席会议制度三（五））")
    );
    assert_eq!(reason(&people.issue(&id).await.unwrap_err()), "MINUTES_STATE");
    assert_eq!(topics(&people.office).await?[0].state(), TopicState::Concluded);
    assert_eq!(read(&zjj, &id, 0).await?.minutes.context("minutes")?.state(), MinutesState::Issued);
    Ok(())
}

#[tokio::test]
async fn minutes_say_what_comes_from_the_agenda_and_name_days_to_come() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let (topic, other) = (people.consented("甲", &["zjj"]).await?, people.consented("乙", &[]).await?);
    let id = people.held(&stage, "2026-10-14", &topic).await?;
    let refused = async |change: &dyn Fn(&mut MinutesContent)| -> anyhow::Result<String> {
        let mut content = content(&topic, "scjgj", "2026-11-30");
        change(&mut content);
        Ok(fields(&people.draft(&id, content).await.unwrap_err()).join(" "))
    };
    let ruling = |kind: RulingKind, unit: &str| RulingDraft {
        topic_id: topic.clone(),
        kind: kind.into(),
        text: "先行处置。".to_owned(),
        unit: unit.to_owned(),
        note: String::new(),
    };
    assert_eq!(refused(&|content| content.opening.clear()).await?, "content.opening");
    assert_eq!(
        refused(&|content| content.matters[0].topic_id = other.clone()).await?,
        "content.matters[0].topic_id"
    );
    assert_eq!(
        refused(&|content| content.resolutions[0].kind = ResolutionKind::Entrusted.into()).await?,
        "content.resolutions[0].lead_unit",
        "what is entrusted to the office is led by its unit"
    );
    assert_eq!(
        refused(&|content| content.resolutions[0].due_on = "11月底".to_owned()).await?,
        "content.resolutions[0].due_on"
    );
    assert_eq!(
        refused(&|content| content.rulings.push(ruling(RulingKind::Advice, ""))).await?,
        "content.rulings[0].topic_id",
        "nobody raised it as a matter"
    );
    people.draft(&id, content(&topic, "scjgj", "2026-10-15")).await?;
    people.circulate(&id, "2026-10-15").await?;
    sign(&people.chief, &id, 1).await?;
    stage.set_clock(at("2026-10-15T09:00"))?;
    let past = people.issue(&id).await.unwrap_err();
    assert_eq!(reason(&past), "MINUTES_STATE");
    assert!(chinese(&past).contains("第1项的办理期限2026-10-15须晚于印发之日"), "{}", chinese(&past));
    Ok(())
}

/// Time ran out: what the minutes do not speak of was not discussed, and keeps the consent for another meeting.
#[tokio::test]
async fn a_topic_that_was_not_discussed_goes_on_another_agenda() -> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-12T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    let (one, other) = (people.consented("甲", &["zjj"]).await?, people.consented("乙", &[]).await?);
    let chief = people.seat("zfb", SeatRole::ChiefConvener).await?;
    let plan = people.plan(MeetingKind::Topical, ("2026-10-14T15:00", &chief), &[&one, &other]).await?;
    let id = people.planned(plan).await?.id;
    people.invite(&id).await?;
    people.send(&id, "材料.txt").await?;
    stage.set_clock(at("2026-10-14T15:00"))?;
    people.open(&id, None).await?;
    people.draft(&id, content(&one, "scjgj", "2026-11-30")).await?;
    people.circulate(&id, "2026-10-16").await?;
    sign(&people.chief, &id, 1).await?;
    people.issue(&id).await?;
    let listed = topics(&people.office).await?;
    let reached = |id: &str| listed.iter().find(|topic| topic.id == id).map(Topic::state);
    assert_eq!(reached(&one), Some(TopicState::Concluded));
    assert_eq!(reached(&other), Some(TopicState::Approved));
    people.held(&stage, "2026-10-20", &other).await?;
    Ok(())
}

/// 督办 → 议题 → 会议 → 纪要 → 处理意见 → 督办函办结: what the platform could not settle leaves the joint meeting as a ruling.
#[tokio::test]
async fn the_third_letter_becomes_a_ruling_that_closes_the_letters_where_they_were_written()
-> anyhow::Result<()> {
    let stage = Stage::with_meeting("2026-10-08T09:00:00+08:00").await?;
    let people = People::of(&stage).await?;
    Box::pin(three_letters(&stage, &claimant(&stage, "scjgj")?, &people.office)).await?;
    let topic = until("the topic", async || Ok(topics(&people.office).await?.pop())).await?.id;
    people.consent_to(&topic).await?;
    let id = people.held(&stage, "2026-10-15", &topic).await?;
    let mut content = content(&topic, "scjgj", "2026-10-30");
    content.rulings = vec![RulingDraft {
        topic_id: topic.clone(),
        kind: RulingKind::Advice.into(),
        text: "限期完成认领并书面说明原因。".to_owned(),
        ..RulingDraft::default()
    }];
    people.draft(&id, content).await?;
    people.circulate(&id, "2026-10-16").await?;
    sign(&people.chief, &id, 1).await?;
    people.issue(&id).await?;
    let letters = until("the letters to be closed", async || {
        let listed = people.office.letters()?.list_letters(ListLettersRequest::default()).await?;
        let letters = listed.into_inner().letters;
        Ok(letters.iter().all(|letter| letter.state() == LetterState::Closed).then_some(letters))
    })
    .await?;
    assert_eq!(letters.len(), 3);
    for letter in letters {
        assert_eq!(letter.conclusion(), LetterConclusion::Referred);
        let said = letter.conclusion_text;
        assert!(said.starts_with("联席会议纪要〔2026〕1号：限期完成认领并书面说明原因。"), "{said}");
        assert!(said.contains("不改变各单位法定职责"), "{said}");
    }
    let ledger = Ledger::open(&stage).notification.context("installed")?;
    until("the duties to answer them to be over", async || {
        let open = "select count(*) from notification.duty where kind = 'L1' and state = 'open'";
        Ok((sqlx::query_scalar::<_, i64>(open).fetch_one(&ledger).await? == 0).then_some(()))
    })
    .await
}
