//! Meetings that were held, with their minutes as far as they are.

use anyhow::Context;
use proto::meeting::v1::{
    ApproveMinutesRequest, CirculateMinutesRequest, DraftMinutesRequest, IssueBulletinRequest,
    IssueMinutesRequest, MinutesContent, OpenMeetingRequest, RequestExtensionRequest, ResolutionDraft,
    ResolutionKind, SubmitResolutionRequest,
};
use scenarios::stage::{Bureau, Stage};

use super::{Gathered, consented, invited};
use crate::{
    cast::{SENDER, request_id},
    played::RECIPIENT,
};

/// Holds four meetings.
pub(super) async fn gather(stage: &Stage, leader: &Bureau, chief: &str) -> anyhow::Result<Gathered> {
    let office = stage.bureau(SENDER, Some("xzspj-overseer"))?;
    let mut meetings = Vec::new();
    for _ in 0..4 {
        let topic = consented(stage, leader).await?;
        let (meeting, _) = invited(&office, chief, topic.clone()).await?;
        let asked = OpenMeetingRequest {
            request_id: request_id(),
            id: meeting.clone(),
            late_materials_agreed: Some(true),
            ..OpenMeetingRequest::default()
        };
        office.meetings()?.open_meeting(asked).await?;
        draft(&office, &meeting, &topic).await?;
        meetings.push(meeting);
    }
    let [drafted, circulated, signed, minuted] = <[String; 4]>::try_from(meetings).unwrap_or_default();
    for meeting in [&circulated, &signed, &minuted] {
        let asked = CirculateMinutesRequest {
            request_id: request_id(),
            meeting_id: meeting.clone(),
            comments_until: "2026-10-20".to_owned(),
            version: 1,
            validate_only: false,
        };
        office.minutes()?.circulate_minutes(asked).await?;
    }
    for meeting in [&signed, &minuted] {
        let asked = ApproveMinutesRequest {
            request_id: request_id(),
            meeting_id: meeting.clone(),
            version: 1,
            validate_only: false,
        };
        stage.bureau("zfb", Some("zfb-leader"))?.minutes()?.approve_minutes(asked).await?;
    }
    let asked = IssueMinutesRequest {
        request_id: request_id(),
        meeting_id: minuted.clone(),
        version: 1,
        validate_only: false,
    };
    let issued = office.minutes()?.issue_minutes(asked).await?.into_inner().resolution_ids;
    let [resolution, submitted, extended] = <[String; 3]>::try_from(issued).unwrap_or_default();
    let extension = followed(leader, &submitted, &extended).await?;
    let asked = IssueBulletinRequest { request_id: request_id(), validate_only: false };
    let bulletin = office.resolutions()?.issue_bulletin(asked).await?.into_inner().bulletin;
    let bulletin = bulletin.context("a bulletin")?.id;
    Ok(Gathered {
        drafted,
        circulated,
        signed,
        minuted,
        resolution,
        submitted,
        extension,
        bulletin,
        ..Gathered::default()
    })
}

async fn draft(office: &Bureau, meeting: &str, topic: &str) -> anyhow::Result<()> {
    let agreed = ResolutionDraft {
        kind: ResolutionKind::Agreed.into(),
        topic_id: topic.to_owned(),
        text: "完善变更信息推送清单。".to_owned(),
        lead_unit: RECIPIENT.to_owned(),
        co_units: Vec::new(),
        due_on: "2026-11-30".to_owned(),
    };
    let content = MinutesContent {
        opening: "会议听取了汇报。".to_owned(),
        resolutions: vec![agreed.clone(), agreed.clone(), agreed],
        ..MinutesContent::default()
    };
    let asked = DraftMinutesRequest {
        request_id: request_id(),
        meeting_id: meeting.to_owned(),
        content: Some(content),
        base_version: 0,
        validate_only: false,
    };
    office.minutes()?.draft_minutes(asked).await?;
    Ok(())
}

/// The lead unit submits one, and asks for a later day for the other; gives that.
async fn followed(leader: &Bureau, submitted: &str, extended: &str) -> anyhow::Result<String> {
    let asked = SubmitResolutionRequest {
        request_id: request_id(),
        id: submitted.to_owned(),
        evidence: "已印发清单。".to_owned(),
        validate_only: false,
    };
    leader.resolutions()?.submit_resolution(asked).await?;
    let asked = RequestExtensionRequest {
        request_id: request_id(),
        id: extended.to_owned(),
        to: "2026-12-15".to_owned(),
        reason: "需与省平台对接。".to_owned(),
        validate_only: false,
    };
    let extension = leader.resolutions()?.request_extension(asked).await?.into_inner().extension;
    Ok(extension.context("an extension")?.id)
}
