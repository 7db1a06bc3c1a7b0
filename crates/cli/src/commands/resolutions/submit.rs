//! Says that a resolution is done.

use clap::Args;
use ids::ResolutionId;
use proto::meeting::v1::{SubmitResolutionRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Submit {
    /// 议定事项编号（UUID） / resolution id
    id: ResolutionId,
    /// 办理结果及佐证（文号、日期），不超过1000字，不得含个人信息 / what was done, and by what that is seen, without personal data
    #[arg(long, value_name = "TEXT")]
    evidence: String,
    #[command(flatten)]
    act: Act,
}

impl Submit {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let asked = SubmitResolutionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            evidence: self.evidence,
        };
        let answer = resolutions.submit_resolution(request(asked)).await?.into_inner();
        session.output.one(&answer.resolution.unwrap_or_default(), record::resolution)
    }
}
