//! Notices that the caller sees.

use clap::Args;
use proto::notification::v1::{Level, ListNoticesRequest, notice_service_client::NoticeServiceClient};

use super::record;
use crate::{
    choices::{self, LevelChoice},
    client::request,
    failure::Failure,
    pages::Pages,
    session::Session,
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 只列本人未读的 / only what the acting official has not read
    #[arg(long)]
    unread: bool,
    /// 提醒对象的层级 / rung of the ladder
    #[arg(long, value_enum, value_name = "LEVEL")]
    level: Vec<LevelChoice>,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut notices = NoticeServiceClient::new(session.calls(Service::Notification)?);
        let levels = choices::numbers::<_, Level>(&self.level);
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let levels = levels.clone();
                let asked = ListNoticesRequest { page_size, page_token, unread_only: self.unread, levels };
                let answer = notices.list_notices(request(asked)).await?.into_inner();
                Ok((answer.notices, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}
