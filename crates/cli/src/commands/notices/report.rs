//! Who was told what, when, on which way, with which result.

use std::path::PathBuf;

use clap::Args;
use ids::{DutyId, UnitCode};
use proto::notification::v1::{ReportNoticesRequest, notice_service_client::NoticeServiceClient};

use super::record;
use crate::{
    choices::instant,
    client::request,
    failure::Failure,
    session::{Session, write},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Report {
    /// 只列某项义务的 / only what was told of this duty
    #[arg(long, value_name = "DUTY", required_unless_present = "from")]
    duty: Option<DutyId>,
    /// 自何时起：日期或RFC 3339时间 / from a day or an instant on
    #[arg(long, value_name = "WHEN", value_parser = instant, requires = "until")]
    from: Option<prost_types::Timestamp>,
    /// 至何时止（不含） / until before then
    #[arg(long, value_name = "WHEN", value_parser = instant, requires = "from")]
    until: Option<prost_types::Timestamp>,
    /// 义务单位 / owed by
    #[arg(long, value_name = "UNIT")]
    by: Vec<UnitCode>,
    /// 另存为供打印的HTML / also write a page to be printed
    #[arg(long, value_name = "FILE")]
    page: Option<PathBuf>,
}

impl Report {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut notices = NoticeServiceClient::new(session.calls(Service::Notification)?);
        let asked = ReportNoticesRequest {
            duty_id: self.duty.map(|duty| duty.to_string()).unwrap_or_default(),
            units: self.by.into_iter().map(String::from).collect(),
            start_time: self.from,
            end_time: self.until,
        };
        let answer = notices.report_notices(request(asked)).await?.into_inner();
        if let Some(file) = self.page {
            write(&file, answer.page.as_bytes())?;
        }
        if answer.cut {
            session.output.warn("只列出前一部分，请分段查询 / there is more: ask in parts")?;
        }
        session.output.many(&answer.notices, record::reported)
    }
}
