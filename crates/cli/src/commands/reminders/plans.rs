//! Reminder plans with the basis of each.

use clap::Args;
use proto::notification::v1::{ListReminderPlansRequest, reminder_service_client::ReminderServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Plans {}

impl Plans {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut reminders = ReminderServiceClient::new(session.calls(Service::Notification)?);
        let answer = reminders.list_reminder_plans(request(ListReminderPlansRequest {})).await?.into_inner();
        session.output.many(&answer.plans, record::plans)
    }
}
