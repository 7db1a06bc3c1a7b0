//! Lets a convener preside.

use clap::Args;
use ids::{MeetingId, SeatId};
use proto::meeting::v1::{DelegateMeetingRequest, meeting_service_client::MeetingServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Delegate {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    /// 召集人的席位编号（见 roster list） / id of the convener's seat
    seat: SeatId,
    #[command(flatten)]
    act: Act,
}

impl Delegate {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let asked = DelegateMeetingRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            seat: self.seat.to_string(),
        };
        let answer = meetings.delegate_meeting(request(asked)).await?.into_inner();
        session.output.one(&answer.meeting.unwrap_or_default(), record::meeting)
    }
}
