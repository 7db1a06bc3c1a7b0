//! Names a deputy.

use clap::Args;
use ids::OfficialId;
use jiff::civil::Date;
use proto::notification::v1::{NameDeputyRequest, reminder_service_client::ReminderServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Deputy {
    /// 代理人 / who stands in
    #[arg(value_name = "DEPUTY")]
    stands_in: OfficialId,
    /// 为谁代理，缺省为本人 / for whom; for the acting official if not given
    #[arg(long = "for", value_name = "OFFICIAL")]
    absent: Option<OfficialId>,
    /// 起始日 / first day
    #[arg(long, value_name = "DAY")]
    from: Date,
    /// 截止日（含） / last day
    #[arg(long, value_name = "DAY")]
    until: Date,
    #[command(flatten)]
    act: Act,
}

impl Deputy {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut reminders = ReminderServiceClient::new(session.calls(Service::Notification)?);
        let asked = NameDeputyRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            official: self.absent.map(String::from).unwrap_or_default(),
            deputy: self.stands_in.into(),
            first_day: self.from.to_string(),
            last_day: self.until.to_string(),
        };
        let answer = reminders.name_deputy(request(asked)).await?.into_inner();
        session.output.one(&answer.deputy.unwrap_or_default(), record::deputy)
    }
}
