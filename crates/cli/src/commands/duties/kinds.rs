//! Kinds of duties with the versions of their rules.

use clap::Args;
use proto::notification::v1::{ListDutyKindsRequest, duty_service_client::DutyServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Kinds {}

impl Kinds {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut duties = DutyServiceClient::new(session.calls(Service::Notification)?);
        let answer = duties.list_duty_kinds(request(ListDutyKindsRequest {})).await?.into_inner();
        session.output.many(&answer.kinds, record::kinds)
    }
}
