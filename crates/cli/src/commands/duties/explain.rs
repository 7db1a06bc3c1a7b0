//! Says why the unit was late.

use clap::Args;
use ids::DutyId;
use proto::notification::v1::{ExplainLatenessRequest, duty_service_client::DutyServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// 义务编号 / duty id
    id: DutyId,
    /// 原因，不超过1000字，不得含个人信息 / why, without personal data
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    act: Act,
}

impl Explain {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut duties = DutyServiceClient::new(session.calls(Service::Notification)?);
        let asked = ExplainLatenessRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            text: self.text,
        };
        let answer = duties.explain_lateness(request(asked)).await?.into_inner();
        session.output.one(&answer.remark.unwrap_or_default(), record::remark)
    }
}
