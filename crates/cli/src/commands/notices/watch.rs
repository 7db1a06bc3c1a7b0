//! Follows what is told.

use clap::Args;
use proto::notification::v1::{Level, WatchNoticesRequest, notice_service_client::NoticeServiceClient};

use super::record;
use crate::{
    choices::{self, LevelChoice},
    failure::Failure,
    follow::{FOLLOW_HELP, Follow, Seen},
    session::Session,
    target::Service,
};

#[derive(Args, Debug)]
#[command(after_help = FOLLOW_HELP)]
pub(crate) struct Watch {
    /// 提醒对象的层级 / rung of the ladder
    #[arg(long, value_enum, value_name = "LEVEL")]
    level: Vec<LevelChoice>,
    #[command(flatten)]
    follow: Follow,
}

impl Watch {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut notices = NoticeServiceClient::new(session.calls(Service::Notification)?);
        let levels = choices::numbers::<_, Level>(&self.level);
        let asked = WatchNoticesRequest { cursor: self.follow.cursor.clone(), levels };
        let told = notices.watch_notices(asked).await?.into_inner();
        self.follow
            .show(session, told, |told| Seen {
                cursor: told.cursor.clone(),
                line: told.notice.as_ref().map(record::change),
            })
            .await
    }
}
