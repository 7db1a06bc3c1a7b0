//! One duty with what was said of its lateness.

use clap::Args;
use ids::DutyId;
use proto::notification::v1::{GetDutyRequest, duty_service_client::DutyServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 义务编号 / duty id
    id: DutyId,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut duties = DutyServiceClient::new(session.calls(Service::Notification)?);
        let asked = GetDutyRequest { id: self.id.to_string() };
        let answer = duties.get_duty(request(asked)).await?.into_inner();
        session.output.one(&answer, record::whole)
    }
}
