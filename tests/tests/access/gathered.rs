//! What the joint meeting has before a test looks: a change of the roster, topics, and a meeting with a material.

mod announced;
mod minutes;

use anyhow::Context;
use proto::meeting::v1::{
    ApproveTopicRequest, InviteToMeetingRequest, ListSeatsRequest, MeetingKind, PlanMeetingRequest,
    ProposeSeatChangeRequest, ProposeTopicRequest, SeatRole, SendMaterialRequest, SubmitTopicRequest,
    SummariseTopicRequest, TopicKind,
};
use scenarios::stage::{Bureau, Stage};

use crate::{
    cast::{SENDER, request_id},
    played::{RECIPIENT, instant},
};

/// Ids of what the joint meeting has.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// A change of the roster that the recipient's leader proposed.
    pub(crate) seat_change: String,
    /// A topic that it proposed.
    pub(crate) topic: String,
    /// One that has the consent, and is on no agenda.
    pub(crate) spare_topic: String,
    /// A meeting today to which the recipient is invited.
    pub(crate) meeting: String,
    /// What it was sent.
    pub(crate) material: String,
    /// What the recipient was told of it.
    pub(crate) announcement: String,
    /// The chief convener's seat.
    pub(crate) chief: String,
    /// A convener's seat.
    pub(crate) convener: String,
    /// Meetings whose minutes are drafted, circulate, are signed, are issued.
    pub(crate) drafted: String,
    pub(crate) circulated: String,
    pub(crate) signed: String,
    pub(crate) minuted: String,
    /// A resolution of the recipient that is under way, one that waits to be accepted, and a later day that it asked for with a third.
    pub(crate) resolution: String,
    pub(crate) submitted: String,
    pub(crate) extension: String,
    /// A bulletin.
    pub(crate) bulletin: String,
}

/// Gathers it.
pub(crate) async fn gather(stage: &Stage) -> anyhow::Result<Gathered> {
    let leader = stage.bureau(RECIPIENT, Some("scjgj-leader"))?;
    let asked = ProposeSeatChangeRequest {
        request_id: request_id(),
        role: SeatRole::Liaison.into(),
        post: "审批协调科科长".to_owned(),
        first_day: "2026-10-20".to_owned(),
        reason: "岗位调整".to_owned(),
        ..ProposeSeatChangeRequest::default()
    };
    let change = leader.roster()?.propose_seat_change(asked).await?.into_inner().change.unwrap_or_default();
    let topic = proposed(&leader).await?;
    let spare_topic = consented(stage, &leader).await?;
    let office = stage.bureau(SENDER, Some("xzspj-overseer"))?;
    let (chief, convener) = seats(&office).await?;
    let agenda = consented(stage, &leader).await?;
    let (meeting, material) = invited(&office, &chief, agenda).await?;
    let announcement = announced::announced(stage, &meeting).await?;
    let minuted = minutes::gather(stage, &leader, &chief).await?;
    Ok(Gathered {
        seat_change: change.id,
        topic,
        spare_topic,
        meeting,
        material,
        announcement,
        chief,
        convener,
        ..minuted
    })
}

/// A meeting today to which the recipient is invited, and what it was sent.
async fn invited(office: &Bureau, chief: &str, agenda: String) -> anyhow::Result<(String, String)> {
    let asked = PlanMeetingRequest {
        request_id: request_id(),
        kind: MeetingKind::Topical.into(),
        title: "专题联席会议".to_owned(),
        start_time: Some(instant("2026-10-14T17:00:00+08:00")?),
        place: "县政府会议室".to_owned(),
        convened_by: chief.to_owned(),
        presided_by: chief.to_owned(),
        topic_ids: vec![agenda],
        ..PlanMeetingRequest::default()
    };
    let meeting = office.meetings()?.plan_meeting(asked).await?.into_inner().meeting.unwrap_or_default().id;
    let asked =
        InviteToMeetingRequest { request_id: request_id(), id: meeting.clone(), ..Default::default() };
    office.meetings()?.invite_to_meeting(asked).await?;
    let asked = SendMaterialRequest {
        request_id: request_id(),
        id: meeting.clone(),
        name: "材料.txt".to_owned(),
        media_type: "text/plain".to_owned(),
        content: "材料".as_bytes().to_vec().into(),
        ..SendMaterialRequest::default()
    };
    let material =
        office.meetings()?.send_material(asked).await?.into_inner().material.unwrap_or_default().id;
    Ok((meeting, material))
}

async fn proposed(leader: &Bureau) -> anyhow::Result<String> {
    let asked = ProposeTopicRequest {
        request_id: request_id(),
        kind: TopicKind::Policy.into(),
        title: "审管衔接事项目录".to_owned(),
        text: "请研究目录调整。".to_owned(),
        ..ProposeTopicRequest::default()
    };
    Ok(leader.topics()?.propose_topic(asked).await?.into_inner().topic.unwrap_or_default().id)
}

/// A topic that has the chief convener's consent.
async fn consented(stage: &Stage, leader: &Bureau) -> anyhow::Result<String> {
    let id = proposed(leader).await?;
    let mut office = stage.bureau(SENDER, Some("xzspj-overseer"))?.topics()?;
    let summary = "研究目录调整。".to_owned();
    let asked =
        SummariseTopicRequest { request_id: request_id(), id: id.clone(), summary, validate_only: false };
    office.summarise_topic(asked).await?;
    let asked = SubmitTopicRequest { request_id: request_id(), id: id.clone(), validate_only: false };
    office.submit_topic(asked).await?;
    let asked = ApproveTopicRequest { request_id: request_id(), id: id.clone(), validate_only: false };
    stage.bureau("zfb", Some("zfb-leader"))?.topics()?.approve_topic(asked).await?;
    Ok(id)
}

/// The chief convener's seat, and a convener's.
async fn seats(office: &Bureau) -> anyhow::Result<(String, String)> {
    let seats = office.roster()?.list_seats(ListSeatsRequest::default()).await?.into_inner().seats;
    let of = |role| {
        let seat = seats.iter().find(|seat| seat.role() == role);
        seat.map(|seat| seat.id.clone()).context("no such seat")
    };
    Ok((of(SeatRole::ChiefConvener)?, of(SeatRole::Convener)?))
}
