//! The minutes of a meeting.

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{GetMinutesRequest, minutes_service_client::MinutesServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 会议编号（UUID） / meeting id
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 第几版，缺省为最新 / a version, the newest if not given
    #[arg(long, value_name = "N")]
    version: Option<i32>,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut minutes = MinutesServiceClient::new(session.calls(Service::Meeting)?);
        let asked =
            GetMinutesRequest { meeting_id: self.id.to_string(), version: self.version.unwrap_or_default() };
        let answer = minutes.get_minutes(request(asked)).await?.into_inner();
        session.output.one(&answer, record::whole)
    }
}
