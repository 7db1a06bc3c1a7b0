//! Records that a meeting was opened.

use clap::Args;
use ids::{MeetingId, SeatId};
use proto::meeting::v1::{OpenMeetingRequest, meeting_service_client::MeetingServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Open {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    /// 实际主持的席位编号，缺省如筹备时所定 / id of the seat that presides; as planned if not given
    #[arg(long, value_name = "SEAT")]
    presided_by: Option<SeatId>,
    /// 成员是否同意迟发或未发的材料，有此情形时必填 / whether the members agree to materials that were late or not sent; required then
    #[arg(long, value_name = "BOOL")]
    late_agreed: Option<bool>,
    #[command(flatten)]
    act: Act,
}

impl Open {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let asked = OpenMeetingRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            presided_by: self.presided_by.map(|seat| seat.to_string()).unwrap_or_default(),
            late_materials_agreed: self.late_agreed,
        };
        let answer = meetings.open_meeting(request(asked)).await?.into_inner();
        session.output.one(&answer.meeting.unwrap_or_default(), record::meeting)
    }
}
