//! Signs a unit in.

use clap::Args;
use ids::{MeetingId, ParticipantId};
use proto::meeting::v1::{SignInRequest, meeting_service_client::MeetingServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct SignIn {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    /// 代哪位参会者签到（联席会议办公室），缺省为本单位 / id of the participant, by the office; the own unit if not given
    #[arg(long, value_name = "ID")]
    participant: Option<ParticipantId>,
    /// 到会人员职务，不写姓名；缺省为席位或代表的职务 / post of whoever is here, no name; that of the seat or the stand-in if not given
    #[arg(long, value_name = "POST")]
    post: Option<String>,
    #[command(flatten)]
    act: Act,
}

impl SignIn {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let asked = SignInRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            participant_id: self.participant.map(|participant| participant.to_string()).unwrap_or_default(),
            post: self.post.unwrap_or_default(),
        };
        let answer = meetings.sign_in(request(asked)).await?.into_inner();
        session.output.one(&answer.participant.unwrap_or_default(), record::participant)
    }
}
