//! Follows the changes of the duties that the caller sees.

use clap::Args;
use proto::notification::v1::{WatchDutiesRequest, duty_service_client::DutyServiceClient};

use super::record;
use crate::{
    failure::Failure,
    follow::{FOLLOW_HELP, Follow, Seen},
    session::Session,
    target::Service,
};

#[derive(Args, Debug)]
#[command(after_help = FOLLOW_HELP)]
pub(crate) struct Watch {
    #[command(flatten)]
    follow: Follow,
}

impl Watch {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut duties = DutyServiceClient::new(session.calls(Service::Notification)?);
        let asked = WatchDutiesRequest { cursor: self.follow.cursor.clone() };
        let changes = duties.watch_duties(asked).await?.into_inner();
        self.follow
            .show(session, changes, |change| Seen {
                cursor: change.cursor.clone(),
                line: change.duty.as_ref().map(record::change),
            })
            .await
    }
}
