//! Tells every unit how far all resolutions are.

use clap::Args;
use proto::meeting::v1::{IssueBulletinRequest, resolution_service_client::ResolutionServiceClient};

use super::record;
use crate::{
    client::request,
    confirmation::Confirmation,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Issue {
    #[command(flatten)]
    confirmation: Confirmation,
    #[command(flatten)]
    act: Act,
}

impl Issue {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let consequence = "将向所有单位通报议定事项落实情况，不能撤回。 / Every unit is told how far all resolutions are; it cannot be taken back.";
        self.confirmation.obtain(session, &self.act, consequence)?;
        let mut resolutions = ResolutionServiceClient::new(session.calls(Service::Meeting)?);
        let asked = IssueBulletinRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
        };
        let answer = resolutions.issue_bulletin(request(asked)).await?.into_inner();
        session.output.one(&answer.bulletin.unwrap_or_default(), record::bulletin)
    }
}
