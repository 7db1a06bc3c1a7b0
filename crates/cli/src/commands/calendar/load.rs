//! Loads or replaces a year from its file.

use std::path::PathBuf;

use clap::Args;
use proto::approval::v1::{LoadCalendarYearRequest, calendar_service_client::CalendarServiceClient};

use super::years;
use crate::{
    client::request,
    confirmation::Confirmation,
    failure::Failure,
    session::{Act, Session, read},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Load {
    /// 一年的日历（TOML，UTF-8） / the year's file
    file: PathBuf,
    #[command(flatten)]
    confirmation: Confirmation,
    #[command(flatten)]
    act: Act,
}

impl Load {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let consequence = "全县在办时限将按此日历重新计算。 / Open deadlines of the whole county are counted by this calendar.";
        self.confirmation.obtain(session, &self.act, consequence)?;
        let data = String::from_utf8(read(&self.file)?.into())
            .map_err(|cause| Failure::local("日历文件不是 UTF-8 文本", &cause.into()))?;
        let mut calendar = CalendarServiceClient::new(session.calls(Service::Approval)?);
        let asked = LoadCalendarYearRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            data,
        };
        let answer = calendar.load_calendar_year(request(asked)).await?.into_inner();
        session
            .output
            .one(&answer.calendar.unwrap_or_default(), |year| years::lines(std::slice::from_ref(year)))
    }
}
