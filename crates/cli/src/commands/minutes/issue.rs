//! Issues the minutes that were signed.

use clap::Args;
use ids::MeetingId;
use proto::meeting::v1::{IssueMinutesRequest, minutes_service_client::MinutesServiceClient};

use super::record;
use crate::{
    client::request,
    confirmation::Confirmation,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Issue {
    /// 会议编号（UUID） / meeting id
    #[arg(value_name = "MEETING")]
    id: MeetingId,
    /// 印发第几版 / the version that was read
    #[arg(long, value_name = "N")]
    version: i32,
    #[command(flatten)]
    confirmation: Confirmation,
    #[command(flatten)]
    act: Act,
}

impl Issue {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let consequence = "纪要印发后不得更改，议定事项即成为各牵头单位的时限义务。 / Issued minutes never change, and their resolutions become duties.";
        self.confirmation.obtain(session, &self.act, consequence)?;
        let mut minutes = MinutesServiceClient::new(session.calls(Service::Meeting)?);
        let asked = IssueMinutesRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            meeting_id: self.id.to_string(),
            version: self.version,
        };
        let answer = minutes.issue_minutes(request(asked)).await?.into_inner();
        session.output.one(&answer, record::issued)
    }
}
