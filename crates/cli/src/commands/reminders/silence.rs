//! Silences reminders for a while.

use clap::Args;
use proto::notification::v1::{SilenceRemindersRequest, reminder_service_client::ReminderServiceClient};

use super::record;
use crate::{
    choices::instant,
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Silence {
    /// 至何时止（不含），最多31天 / until before then, at most 31 days from now
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    until: prost_types::Timestamp,
    /// 原因 / why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    act: Act,
}

impl Silence {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut reminders = ReminderServiceClient::new(session.calls(Service::Notification)?);
        let asked = SilenceRemindersRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            end_time: Some(self.until),
            reason: self.reason,
        };
        let answer = reminders.silence_reminders(request(asked)).await?.into_inner();
        session.output.one(&answer.silence.unwrap_or_default(), record::silence)
    }
}
