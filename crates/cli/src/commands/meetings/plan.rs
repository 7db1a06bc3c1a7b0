//! Plans a meeting.

use clap::Args;
use ids::{SeatId, TopicId, UnitCode};
use proto::meeting::v1::{
    Guest, MeetingKind, ParticipantKind, PlanMeetingRequest, meeting_service_client::MeetingServiceClient,
};

use super::record;
use crate::{
    choices::{MeetingKindChoice, instant},
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Plan {
    /// 类别 / which kind of meeting
    #[arg(value_enum)]
    kind: MeetingKindChoice,
    /// 会议名称，不超过100字 / in a line
    #[arg(long, value_name = "TEXT")]
    title: String,
    /// 开会时间，如2026-10-14T15:00 / when it begins, on the county's clocks or in RFC 3339
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    start: prost_types::Timestamp,
    /// 地点，不超过100字 / where
    #[arg(long, value_name = "TEXT")]
    place: String,
    /// 召集的席位编号（见 roster list） / id of the seat that convenes it
    #[arg(long, value_name = "SEAT")]
    convened_by: SeatId,
    /// 主持的席位编号（见 roster list） / id of the seat that is to preside
    #[arg(long, value_name = "SEAT")]
    presided_by: SeatId,
    /// 议题编号，可多次，按议程顺序 / id of a topic; may be repeated, in the order of the agenda
    #[arg(long, required = true, value_name = "ID")]
    topic: Vec<TopicId>,
    /// 议题涉及单位以外的单位，可多次 / a unit besides those that the topics concern; may be repeated
    #[arg(long, value_name = "UNIT")]
    invites: Vec<UnitCode>,
    /// 专业技术人员来自何处、为何事，不写姓名，可多次 / where an expert comes from, and for what; no name; may be repeated
    #[arg(long, value_name = "TEXT")]
    expert: Vec<String>,
    /// 法律人员来自何处、为何事，不写姓名，可多次 / where a lawyer comes from, and for what; no name; may be repeated
    #[arg(long, value_name = "TEXT")]
    lawyer: Vec<String>,
    #[command(flatten)]
    act: Act,
}

impl Plan {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let experts = guests(ParticipantKind::Expert, self.expert);
        let asked = PlanMeetingRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            kind: MeetingKind::from(self.kind).into(),
            title: self.title,
            start_time: Some(self.start),
            place: self.place,
            convened_by: self.convened_by.to_string(),
            presided_by: self.presided_by.to_string(),
            topic_ids: self.topic.iter().map(ToString::to_string).collect(),
            units: self.invites.into_iter().map(String::from).collect(),
            guests: experts.chain(guests(ParticipantKind::Lawyer, self.lawyer)).collect(),
        };
        let answer = meetings.plan_meeting(request(asked)).await?.into_inner();
        session.output.one(&answer, record::planned)
    }
}

fn guests(kind: ParticipantKind, organisations: Vec<String>) -> impl Iterator<Item = Guest> {
    organisations.into_iter().map(move |organisation| Guest { kind: kind.into(), organisation })
}
