//! Cancels a meeting.

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{CancelMeetingRequest, meeting_service_client::MeetingServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Cancel {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    /// 原因，不超过300字 / why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    act: Act,
}

impl Cancel {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let asked = CancelMeetingRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            reason: self.reason,
        };
        let answer = meetings.cancel_meeting(request(asked)).await?.into_inner();
        session.output.one(&answer.meeting.unwrap_or_default(), record::meeting)
    }
}
