//! Records what the office finds of a lateness.

use clap::Args;
use ids::DutyId;
use proto::notification::v1::{Finding, RecordFindingRequest, duty_service_client::DutyServiceClient};

use super::record;
use crate::{
    choices::FindingChoice,
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct RecordFinding {
    /// 义务编号 / duty id
    id: DutyId,
    /// 认定结果 / what is found
    #[arg(long, value_enum, value_name = "FINDING")]
    finding: FindingChoice,
    /// 依据，不超过1000字，不得含个人信息 / on what grounds, without personal data
    #[arg(long, value_name = "TEXT")]
    text: String,
    #[command(flatten)]
    act: Act,
}

impl RecordFinding {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut duties = DutyServiceClient::new(session.calls(Service::Notification)?);
        let asked = RecordFindingRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            finding: Finding::from(self.finding).into(),
            text: self.text,
        };
        let answer = duties.record_finding(request(asked)).await?.into_inner();
        session.output.one(&answer.remark.unwrap_or_default(), record::remark)
    }
}
