//! Ends a silence before its time.

use clap::Args;
use ids::SilenceId;
use proto::notification::v1::{EndSilenceRequest, reminder_service_client::ReminderServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct EndSilence {
    /// 静默编号 / silence id
    id: SilenceId,
    #[command(flatten)]
    act: Act,
}

impl EndSilence {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut reminders = ReminderServiceClient::new(session.calls(Service::Notification)?);
        let asked = EndSilenceRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = reminders.end_silence(request(asked)).await?.into_inner();
        session.output.one(&answer.silence.unwrap_or_default(), record::silence)
    }
}
