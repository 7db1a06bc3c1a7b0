//! What would be told to whom, if nothing were done.

use clap::Args;
use ids::UnitCode;
use proto::notification::v1::{SimulateRemindersRequest, reminder_service_client::ReminderServiceClient};

use super::record;
use crate::{choices::instant, client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Simulate {
    /// 自何时起：日期或RFC 3339时间 / from a day or an instant on
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    from: prost_types::Timestamp,
    /// 至何时止（不含），最多31天 / until before then, at most 31 days later
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    until: prost_types::Timestamp,
    /// 义务单位 / owed by
    #[arg(long, value_name = "UNIT")]
    by: Vec<UnitCode>,
}

impl Simulate {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut reminders = ReminderServiceClient::new(session.calls(Service::Notification)?);
        let asked = SimulateRemindersRequest {
            start_time: Some(self.from),
            end_time: Some(self.until),
            units: self.by.into_iter().map(String::from).collect(),
        };
        let answer = reminders.simulate_reminders(request(asked)).await?.into_inner();
        session.output.many(&answer.reminders, record::simulated)
    }
}
