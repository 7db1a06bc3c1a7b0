//! Counts working days and explains the date.

use clap::Args;
use jiff::civil::Date;
use proto::{
    approval::v1::{ExplainDateRequest, calendar_service_client::CalendarServiceClient},
    r#type::v1::{CalendarUsed, Deadline},
};

use crate::{
    client::request,
    failure::Failure,
    output::{sheet, table},
    session::Session,
    target::Service,
    words,
};

#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// 起算日（当日不计） / day from which to count; it is not counted itself
    date: Date,
    /// 多少个工作日 / how many working days
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i32).range(1..=250))]
    working_days: i32,
}

impl Explain {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut calendar = CalendarServiceClient::new(session.calls(Service::Approval)?);
        let asked = ExplainDateRequest { start: self.date.to_string(), working_days: self.working_days };
        let answer = calendar.explain_date(request(asked)).await?.into_inner();
        session.output.one(&answer.deadline.unwrap_or_default(), whole)
    }
}

/// The notices, each with the version of its year.
fn notices(deadline: &Deadline) -> String {
    let named = |used: &CalendarUsed| format!("{}（第{}版）", used.notice, used.version);
    deadline.calendars.iter().map(named).collect::<Vec<_>>().join("、")
}

fn whole(deadline: &Deadline) -> String {
    let days = table(
        ["日期", "计入", "说明"],
        deadline.days.iter().map(|day| [day.date.clone(), words::yes(day.counted), day.reason.clone()]),
    );
    let parts = sheet([
        ("到期", words::due(Some(deadline))),
        ("依据", notices(deadline)),
        ("说明", deadline.explanation.clone()),
    ]);
    format!("{days}\n\n{parts}")
}
