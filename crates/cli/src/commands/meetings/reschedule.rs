//! Moves a meeting.

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{RescheduleMeetingRequest, meeting_service_client::MeetingServiceClient};

use super::record;
use crate::{
    choices::instant,
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Reschedule {
    /// 会议编号（UUID） / meeting id
    id: MeetingId,
    /// 新的开会时间，如2026-10-14T15:00 / when it begins now, on the county's clocks or in RFC 3339
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    start: prost_types::Timestamp,
    /// 新的地点，缺省不变 / where it is held now; where it was to be if not given
    #[arg(long, value_name = "TEXT")]
    place: Option<String>,
    /// 原因，不超过300字 / why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    act: Act,
}

impl Reschedule {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut meetings = MeetingServiceClient::new(session.calls(Service::Meeting)?);
        let asked = RescheduleMeetingRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            start_time: Some(self.start),
            place: self.place.unwrap_or_default(),
            reason: self.reason,
        };
        let answer = meetings.reschedule_meeting(request(asked)).await?.into_inner();
        session.output.one(&answer.meeting.unwrap_or_default(), record::meeting)
    }
}
