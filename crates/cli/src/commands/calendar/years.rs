//! The years that are loaded.

use clap::Args;
use proto::{
    approval::v1::{ListCalendarYearsRequest, calendar_service_client::CalendarServiceClient},
    reference::v1::CalendarYear,
};

use crate::{client::request, failure::Failure, output::table, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Years {}

impl Years {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut calendar = CalendarServiceClient::new(session.calls(Service::Approval)?);
        let answer = calendar.list_calendar_years(request(ListCalendarYearsRequest {})).await?.into_inner();
        session.output.many(&answer.calendars, lines)
    }
}

pub(super) fn lines(years: &[CalendarYear]) -> String {
    table(
        ["年份", "通知文号", "版本"],
        years.iter().map(|year| [year.year.to_string(), year.notice.clone(), year.version.to_string()]),
    )
}
