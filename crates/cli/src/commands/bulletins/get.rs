//! One bulletin.

use clap::Args;
use ids::BulletinId;
use proto::meeting::v1::{GetBulletinRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 通报编号（UUID） / bulletin id
    id: BulletinId,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let asked = GetBulletinRequest { id: self.id.to_string() };
        let answer = resolutions.get_bulletin(request(asked)).await?.into_inner();
        session.output.one(&answer.bulletin.unwrap_or_default(), record::bulletin)
    }
}
