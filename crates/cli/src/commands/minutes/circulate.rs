//! Circulates the version of the minutes that was read.

use clap::Args;
use ids::MeetingId;
use jiff::civil::Date;
use proto::meeting::v1::{CirculateMinutesRequest, minutes_service_client::MinutesServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Circulate {
    /// 会议编号（UUID） / meeting id
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 意见截止日（含） / last day for comments
    #[arg(long, value_name = "DAY")]
    until: Date,
    /// 征求意见的版本 / the version that was read
    #[arg(long, value_name = "N")]
    version: i32,
    #[command(flatten)]
    act: Act,
}

impl Circulate {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut minutes = MinutesServiceClient::new(session.calls(Service::Meeting)?);
        let asked = CirculateMinutesRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            meeting_id: self.id.to_string(),
            comments_until: self.until.to_string(),
            version: self.version,
        };
        let answer = minutes.circulate_minutes(request(asked)).await?.into_inner();
        session.output.one(&answer.minutes.unwrap_or_default(), record::minutes)
    }
}
