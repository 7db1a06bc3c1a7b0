//! Ends the days of a deputy early.

use clap::Args;
use ids::DeputyId;
use proto::notification::v1::{EndDeputyRequest, reminder_service_client::ReminderServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct EndDeputy {
    /// 代理编号 / deputy id
    id: DeputyId,
    #[command(flatten)]
    act: Act,
}

impl EndDeputy {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut reminders = ReminderServiceClient::new(session.calls(Service::Notification)?);
        let asked = EndDeputyRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = reminders.end_deputy(request(asked)).await?.into_inner();
        session.output.one(&answer.deputy.unwrap_or_default(), record::deputy)
    }
}
