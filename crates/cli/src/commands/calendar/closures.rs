//! The days that were closed.

use clap::Args;
use proto::{
    approval::v1::{ListClosuresRequest, calendar_service_client::CalendarServiceClient},
    reference::v1::Closure,
};

use crate::{client::request, failure::Failure, output::table, session::Session, target::Service, words};

#[derive(Args, Debug)]
pub(crate) struct Closures {}

impl Closures {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut calendar = CalendarServiceClient::new(session.calls(Service::Approval)?);
        let answer = calendar.list_closures(request(ListClosuresRequest {})).await?.into_inner();
        session.output.many(&answer.closures, lines)
    }
}

pub(super) fn lines(closures: &[Closure]) -> String {
    table(
        ["日期", "决定机关", "原因", "已撤销", "版本"],
        closures.iter().map(|closure| {
            [
                closure.date.clone(),
                closure.authority.clone(),
                closure.reason.clone(),
                words::yes(closure.lifted),
                closure.version.to_string(),
            ]
        }),
    )
}
