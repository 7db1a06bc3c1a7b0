//! Answers the invitation.

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{
    AnswerInvitationRequest, InvitationAnswer, meeting_service_client::MeetingServiceClient,
};

use super::record;
use crate::{
    choices::AnswerChoice,
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Answer {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    /// 答复 / what the unit answers
    #[arg(value_enum, value_name = "ANSWER")]
    given: AnswerChoice,
    /// 请假原因，不超过300字 / why it asks for leave
    #[arg(long, required_if_eq("given", "leave"), value_name = "TEXT")]
    reason: Option<String>,
    /// 代表的职务，不写姓名 / post of the stand-in, no name
    #[arg(long, required_if_eq("given", "stand-in"), value_name = "POST")]
    post: Option<String>,
    /// 所答复的是第几次改期后的时间；未改期为0 / how many times the meeting had been moved when it was read
    #[arg(long, value_name = "N", default_value_t = 0)]
    moved: i32,
    #[command(flatten)]
    act: Act,
}

impl Answer {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let asked = AnswerInvitationRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            answer: InvitationAnswer::from(self.given).into(),
            leave_reason: self.reason.unwrap_or_default(),
            stand_in_post: self.post.unwrap_or_default(),
            reschedule_count: self.moved,
        };
        let answer = meetings.answer_invitation(request(asked)).await?.into_inner();
        session.output.one(&answer.participant.unwrap_or_default(), record::participant)
    }
}
