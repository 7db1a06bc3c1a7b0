//! Signs the minutes.

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{ApproveMinutesRequest, minutes_service_client::MinutesServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Approve {
    /// 会议编号（UUID） / meeting id
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 签发第几版 / the version that was read
    #[arg(long, value_name = "N")]
    version: i32,
    #[command(flatten)]
    act: Act,
}

impl Approve {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut minutes = MinutesServiceClient::new(session.calls(Service::Meeting)?);
        let asked = ApproveMinutesRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            meeting_id: self.id.to_string(),
            version: self.version,
        };
        let answer = minutes.approve_minutes(request(asked)).await?.into_inner();
        session.output.one(&answer.minutes.unwrap_or_default(), record::minutes)
    }
}
