//! Lifts the closure of a day.

use clap::Args;
use jiff::civil::Date;
use proto::approval::v1::{ReopenDayRequest, calendar_service_client::CalendarServiceClient};

use super::closures::lines;
use crate::{
    client::request,
    confirmation::Confirmation,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Reopen {
    /// 恢复办公的日期 / the day that is to count again
    date: Date,
    #[command(flatten)]
    confirmation: Confirmation,
    #[command(flatten)]
    act: Act,
}

impl Reopen {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let consequence =
            "全县在办时限将按恢复办公重新计算。 / Open deadlines of the whole county are counted anew.";
        self.confirmation.obtain(session, &self.act, consequence)?;
        let mut calendar = CalendarServiceClient::new(session.calls(Service::Approval)?);
        let asked = ReopenDayRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            date: self.date.to_string(),
        };
        let answer = calendar.reopen_day(request(asked)).await?.into_inner();
        session
            .output
            .one(&answer.closure.unwrap_or_default(), |closure| lines(std::slice::from_ref(closure)))
    }
}
