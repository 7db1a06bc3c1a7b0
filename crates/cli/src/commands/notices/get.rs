//! One notice with the duties that it told of.

use clap::Args;
use ids::NoticeId;
use proto::notification::v1::{GetNoticeRequest, notice_service_client::NoticeServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 提醒编号 / notice id
    id: NoticeId,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut notices = NoticeServiceClient::new(session.calls(Service::Notification)?);
        let asked = GetNoticeRequest { id: self.id.to_string() };
        let answer = notices.get_notice(request(asked)).await?.into_inner();
        session.output.one(&answer, record::whole)
    }
}
