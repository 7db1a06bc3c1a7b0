//! Grants or declines a later day.

use clap::Args;
use ids::ExtensionId;
use proto::meeting::v1::{DecideExtensionRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct DecideExtension {
    /// 延期申请编号（UUID），见 resolutions get / extension id
    #[arg(value_name = "EXTENSION_ID")]
    id: ExtensionId,
    #[command(flatten)]
    decision: Decision,
    #[command(flatten)]
    act: Act,
}

#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct Decision {
    /// 同意 / grant it
    #[arg(long)]
    grant: bool,
    /// 不同意及理由，不超过1000字 / decline it, and say why
    #[arg(long, value_name = "REASON")]
    decline: Option<String>,
}

impl DecideExtension {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let asked = DecideExtensionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            granted: self.decision.grant,
            decline_reason: self.decision.decline.unwrap_or_default(),
        };
        let answer = resolutions.decide_extension(request(asked)).await?.into_inner();
        session.output.one(&answer, record::decided)
    }
}
