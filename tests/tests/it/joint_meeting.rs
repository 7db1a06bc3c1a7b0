//! What the joint meeting's people do: units, the office, the chief convener.

use anyhow::Context;
use proto::meeting::v1::{
    ApproveMinutesRequest, ApproveTopicRequest, CirculateMinutesRequest, DelegateMeetingRequest,
    DraftMinutesRequest, GetMeetingRequest, GetMeetingResponse, GetMinutesRequest, GetMinutesResponse,
    InviteToMeetingRequest, InviteToMeetingResponse, IssueMinutesRequest, IssueMinutesResponse,
    ListSeatsRequest, Material, Meeting, MeetingKind, Minutes, MinutesContent, OpenMeetingRequest,
    PlanMeetingRequest, ProposeTopicRequest, Seat, SeatRole, SendMaterialRequest, SignInRequest,
    SubmitTopicRequest, SummariseTopicRequest, TopicKind,
};
use scenarios::stage::{Bureau, Stage, until};
use tonic::Status;

use crate::{
    desk::{at, proto_instant},
    paper::request_id,
};

/// The office, the chief convener, and a unit that proposes.
pub(crate) struct People {
    pub(crate) office: Bureau,
    pub(crate) chief: Bureau,
    pub(crate) scjgj: Bureau,
}

impl People {
    /// Waits until the meeting service knows them.
    pub(crate) async fn of(stage: &Stage) -> anyhow::Result<Self> {
        let people = Self {
            office: stage.bureau("xzspj", Some("xzspj-overseer"))?,
            chief: stage.bureau("zfb", Some("zfb-leader"))?,
            scjgj: stage.bureau("scjgj", Some("scjgj-liaison"))?,
        };
        for bureau in [&people.office, &people.chief, &people.scjgj] {
            until("the meeting service to know the unit", async || Ok(seats(bureau, "").await.ok())).await?;
        }
        Ok(people)
    }

    /// The office summarises and submits a topic, the chief convener consents.
    pub(crate) async fn consent_to(&self, id: &str) -> anyhow::Result<()> {
        let mut office = self.office.topics()?;
        let asked = SummariseTopicRequest {
            request_id: request_id(),
            id: id.to_owned(),
            summary: "明确变更信息推送口径。".to_owned(),
            validate_only: false,
        };
        office.summarise_topic(asked).await?;
        let asked = SubmitTopicRequest { request_id: request_id(), id: id.to_owned(), validate_only: false };
        office.submit_topic(asked).await?;
        let asked = ApproveTopicRequest { request_id: request_id(), id: id.to_owned(), validate_only: false };
        self.chief.topics()?.approve_topic(asked).await?;
        Ok(())
    }

    /// A topic of a unit that has the chief convener's consent, and concerns these others.
    pub(crate) async fn consented(&self, title: &str, units: &[&str]) -> anyhow::Result<String> {
        let proposal = ProposeTopicRequest {
            request_id: request_id(),
            kind: TopicKind::InformationSharing.into(),
            title: title.to_owned(),
            text: "变更后的经营地址未及时推送。".to_owned(),
            units: units.iter().map(|unit| (*unit).to_owned()).collect(),
            ..ProposeTopicRequest::default()
        };
        let topic = until("the official to be known", async || {
            let asked = self.scjgj.topics()?.propose_topic(proposal.clone()).await;
            Ok(asked.ok().and_then(|answer| answer.into_inner().topic))
        })
        .await?;
        self.consent_to(&topic.id).await?;
        Ok(topic.id)
    }

    /// A meeting on this topic under the chief convener, held on this day; gives its id.
    pub(crate) async fn held(&self, stage: &Stage, day: &str, topic: &String) -> anyhow::Result<String> {
        let chief = self.seat("zfb", SeatRole::ChiefConvener).await?;
        let start = format!("{day}T15:00");
        let asked = self.plan(MeetingKind::Topical, (&start, &chief), &[topic]).await?;
        let id = self.planned(asked).await?.id;
        self.invite(&id).await?;
        self.send(&id, "材料.txt").await?;
        stage.set_clock(at(&start))?;
        self.open(&id, None).await?;
        Ok(id)
    }

    /// Drafts the next version of minutes.
    pub(crate) async fn draft(&self, id: &str, content: MinutesContent) -> Result<Minutes, Status> {
        let newest = read(&self.office, id, 0).await.ok().and_then(|read| read.minutes);
        self.draft_from(id, content, newest.map_or(0, |newest| newest.version)).await
    }

    /// Drafts a version made from this one.
    pub(crate) async fn draft_from(
        &self,
        id: &str,
        content: MinutesContent,
        base_version: i32,
    ) -> Result<Minutes, Status> {
        let asked = DraftMinutesRequest {
            request_id: request_id(),
            meeting_id: id.to_owned(),
            content: Some(content),
            base_version,
            validate_only: false,
        };
        Ok(minutes(&self.office)?.draft_minutes(asked).await?.into_inner().minutes.unwrap_or_default())
    }

    /// Circulates the newest version.
    pub(crate) async fn circulate(&self, id: &str, until: &str) -> Result<Minutes, Status> {
        self.circulate_version(id, self.newest(id).await?, until).await
    }

    /// Circulates this version.
    pub(crate) async fn circulate_version(
        &self,
        id: &str,
        version: i32,
        until: &str,
    ) -> Result<Minutes, Status> {
        let asked = CirculateMinutesRequest {
            request_id: request_id(),
            meeting_id: id.to_owned(),
            comments_until: until.to_owned(),
            version,
            validate_only: false,
        };
        Ok(minutes(&self.office)?.circulate_minutes(asked).await?.into_inner().minutes.unwrap_or_default())
    }

    async fn newest(&self, id: &str) -> Result<i32, Status> {
        Ok(read(&self.office, id, 0).await?.minutes.unwrap_or_default().version)
    }

    /// Issues what was signed.
    pub(crate) async fn issue(&self, id: &str) -> Result<IssueMinutesResponse, Status> {
        self.issue_version(id, self.newest(id).await?).await
    }

    /// Issues this version.
    pub(crate) async fn issue_version(&self, id: &str, version: i32) -> Result<IssueMinutesResponse, Status> {
        let asked = IssueMinutesRequest {
            request_id: request_id(),
            meeting_id: id.to_owned(),
            version,
            validate_only: false,
        };
        Ok(minutes(&self.office)?.issue_minutes(asked).await?.into_inner())
    }

    /// The seat of a role that a unit holds.
    pub(crate) async fn seat(&self, unit: &str, role: SeatRole) -> anyhow::Result<String> {
        let seats = seats(&self.office, unit).await?;
        let seat = seats.into_iter().find(|seat| seat.role() == role);
        Ok(seat.with_context(|| format!("{unit} has no such seat"))?.id)
    }

    /// A meeting to plan, convened by the chief convener.
    pub(crate) async fn plan(
        &self,
        kind: MeetingKind,
        (start, presided_by): (&str, &str),
        topics: &[&String],
    ) -> anyhow::Result<PlanMeetingRequest> {
        Ok(PlanMeetingRequest {
            request_id: request_id(),
            kind: kind.into(),
            title: "审管联动联席会议".to_owned(),
            start_time: Some(proto_instant(at(start))),
            place: "县政府三楼会议室".to_owned(),
            convened_by: self.seat("zfb", SeatRole::ChiefConvener).await?,
            presided_by: presided_by.to_owned(),
            topic_ids: topics.iter().map(|topic| (*topic).clone()).collect(),
            ..PlanMeetingRequest::default()
        })
    }

    /// Plans it.
    pub(crate) async fn planned(&self, asked: PlanMeetingRequest) -> Result<Meeting, Status> {
        let mut meetings = meetings(&self.office)?;
        Ok(meetings.plan_meeting(asked).await?.into_inner().meeting.unwrap_or_default())
    }

    /// Invites.
    pub(crate) async fn invite(&self, id: &str) -> Result<InviteToMeetingResponse, Status> {
        let asked =
            InviteToMeetingRequest { request_id: request_id(), id: id.to_owned(), validate_only: false };
        Ok(meetings(&self.office)?.invite_to_meeting(asked).await?.into_inner())
    }

    /// Sends a material about all of the agenda.
    pub(crate) async fn send(&self, id: &str, name: &str) -> Result<(Material, Meeting), Status> {
        let asked = SendMaterialRequest {
            request_id: request_id(),
            id: id.to_owned(),
            name: name.to_owned(),
            media_type: "text/plain".to_owned(),
            content: "议题材料".as_bytes().to_vec().into(),
            ..SendMaterialRequest::default()
        };
        let sent = meetings(&self.office)?.send_material(asked).await?.into_inner();
        Ok((sent.material.unwrap_or_default(), sent.meeting.unwrap_or_default()))
    }

    /// Opens it as planned.
    pub(crate) async fn open(&self, id: &str, late_agreed: Option<bool>) -> Result<Meeting, Status> {
        let asked = OpenMeetingRequest {
            request_id: request_id(),
            id: id.to_owned(),
            late_materials_agreed: late_agreed,
            ..OpenMeetingRequest::default()
        };
        Ok(meetings(&self.office)?.open_meeting(asked).await?.into_inner().meeting.unwrap_or_default())
    }
}

/// Lets a convener preside.
pub(crate) async fn delegate(by: &Bureau, id: &str, seat: &str) -> Result<Meeting, Status> {
    let asked = DelegateMeetingRequest {
        request_id: request_id(),
        id: id.to_owned(),
        seat: seat.to_owned(),
        validate_only: false,
    };
    Ok(meetings(by)?.delegate_meeting(asked).await?.into_inner().meeting.unwrap_or_default())
}

/// Signs a version of minutes.
pub(crate) async fn sign(by: &Bureau, id: &str, version: i32) -> Result<Minutes, Status> {
    let asked = ApproveMinutesRequest {
        request_id: request_id(),
        meeting_id: id.to_owned(),
        version,
        validate_only: false,
    };
    Ok(minutes(by)?.approve_minutes(asked).await?.into_inner().minutes.unwrap_or_default())
}

/// Minutes as a bureau sees them.
pub(crate) async fn read(bureau: &Bureau, id: &str, version: i32) -> Result<GetMinutesResponse, Status> {
    let asked = GetMinutesRequest { meeting_id: id.to_owned(), version };
    Ok(minutes(bureau)?.get_minutes(asked).await?.into_inner())
}

/// Signs a unit in.
pub(crate) async fn sign_in(bureau: &Bureau, id: &str) -> Result<String, Status> {
    let asked = SignInRequest { request_id: request_id(), id: id.to_owned(), ..SignInRequest::default() };
    let here = meetings(bureau)?.sign_in(asked).await?.into_inner().participant;
    Ok(here.map(|here| here.signed_in_post).unwrap_or_default())
}

/// A meeting as a bureau sees it.
pub(crate) async fn seen(bureau: &Bureau, id: &str) -> Result<GetMeetingResponse, Status> {
    Ok(meetings(bureau)?.get_meeting(GetMeetingRequest { id: id.to_owned() }).await?.into_inner())
}

type Client = proto::meeting::v1::meeting_service_client::MeetingServiceClient<client::Calls>;

fn meetings(bureau: &Bureau) -> Result<Client, Status> {
    bureau.meetings().map_err(|error| Status::internal(error.to_string()))
}

type MinutesClient = proto::meeting::v1::minutes_service_client::MinutesServiceClient<client::Calls>;

fn minutes(bureau: &Bureau) -> Result<MinutesClient, Status> {
    bureau.minutes().map_err(|error| Status::internal(error.to_string()))
}

async fn seats(bureau: &Bureau, unit: &str) -> anyhow::Result<Vec<Seat>> {
    let units = if unit.is_empty() { Vec::new() } else { vec![unit.to_owned()] };
    let asked = ListSeatsRequest { units, ..ListSeatsRequest::default() };
    Ok(bureau.roster()?.list_seats(asked).await?.into_inner().seats)
}
