//! One resolution.

use clap::Args;
use ids::ResolutionId;
use proto::meeting::v1::{GetResolutionRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 议定事项编号（UUID） / resolution id
    id: ResolutionId,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let asked = GetResolutionRequest { id: self.id.to_string() };
        let answer = resolutions.get_resolution(request(asked)).await?.into_inner();
        session.output.one(&answer, record::whole)
    }
}
