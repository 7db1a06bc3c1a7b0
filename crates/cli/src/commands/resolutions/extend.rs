//! Asks for a later day.

use clap::Args;
use ids::ResolutionId;
use jiff::civil::Date;
use proto::meeting::v1::{RequestExtensionRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Extend {
    /// 议定事项编号（UUID） / resolution id
    id: ResolutionId,
    /// 延至何日 / last day as it would be
    #[arg(long, value_name = "DAY")]
    to: Date,
    /// 理由，不超过1000字，不得含个人信息 / why, without personal data
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    act: Act,
}

impl Extend {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let asked = RequestExtensionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            to: self.to.to_string(),
            reason: self.reason,
        };
        let answer = resolutions.request_extension(request(asked)).await?.into_inner();
        session.output.one(&answer.extension.unwrap_or_default(), record::extension)
    }
}
