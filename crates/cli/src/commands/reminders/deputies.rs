//! Deputies, those named last first.

use clap::Args;
use proto::notification::v1::{ListDeputiesRequest, reminder_service_client::ReminderServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Deputies {}

impl Deputies {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut reminders = ReminderServiceClient::new(session.calls(Service::Notification)?);
        let answer = reminders.list_deputies(request(ListDeputiesRequest {})).await?.into_inner();
        session.output.many(&answer.deputies, record::deputies)
    }
}
