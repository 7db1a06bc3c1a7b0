//! Gives a resolution back to its lead unit.

use clap::Args;
use ids::ResolutionId;
use proto::meeting::v1::{ReopenResolutionRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Reopen {
    /// 议定事项编号（UUID） / resolution id
    id: ResolutionId,
    /// 理由，不超过1000字 / why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    act: Act,
}

impl Reopen {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let asked = ReopenResolutionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            reason: self.reason,
        };
        let answer = resolutions.reopen_resolution(request(asked)).await?.into_inner();
        session.output.one(&answer.resolution.unwrap_or_default(), record::resolution)
    }
}
