//! Marks notices as read by the acting official.

use clap::Args;
use ids::NoticeId;
use proto::notification::v1::{MarkNoticesReadRequest, notice_service_client::NoticeServiceClient};

use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Read {
    /// 提醒编号 / notice ids
    #[arg(required = true)]
    ids: Vec<NoticeId>,
    #[command(flatten)]
    act: Act,
}

impl Read {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut notices = NoticeServiceClient::new(session.calls(Service::Notification)?);
        let asked = MarkNoticesReadRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            ids: self.ids.iter().map(ToString::to_string).collect(),
        };
        let answer = notices.mark_notices_read(request(asked)).await?.into_inner();
        session.output.one(&answer, |answer| format!("新标为已读 {} 条", answer.newly_read))
    }
}
