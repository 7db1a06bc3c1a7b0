//! One meeting.

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{GetMeetingRequest, meeting_service_client::MeetingServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let asked = GetMeetingRequest { id: self.id.to_string() };
        let answer = meetings.get_meeting(request(asked)).await?.into_inner();
        session.output.one(&answer, record::whole)
    }
}
