//! Accepts what was done.

use clap::Args;
use ids::ResolutionId;
use proto::meeting::v1::{AcceptResolutionRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Accept {
    /// 议定事项编号（UUID） / resolution id
    id: ResolutionId,
    #[command(flatten)]
    act: Act,
}

impl Accept {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let asked = AcceptResolutionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = resolutions.accept_resolution(request(asked)).await?.into_inner();
        session.output.one(&answer.resolution.unwrap_or_default(), record::resolution)
    }
}
