//! Says how far a resolution is.

use clap::Args;
use ids::ResolutionId;
use proto::meeting::v1::{ReportProgressRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Report {
    /// 议定事项编号（UUID） / resolution id
    id: ResolutionId,
    /// 进展，不超过1000字，不得含个人信息 / how far it is, without personal data
    text: String,
    #[command(flatten)]
    act: Act,
}

impl Report {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let asked = ReportProgressRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            text: self.text,
        };
        let answer = resolutions.report_progress(request(asked)).await?.into_inner();
        session.output.one(&answer.resolution.unwrap_or_default(), record::resolution)
    }
}
