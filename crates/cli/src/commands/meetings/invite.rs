//! Invites.

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{InviteToMeetingRequest, meeting_service_client::MeetingServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Invite {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    #[command(flatten)]
    act: Act,
}

impl Invite {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let asked = InviteToMeetingRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = meetings.invite_to_meeting(request(asked)).await?.into_inner();
        session.output.one(&answer, record::invited)
    }
}
