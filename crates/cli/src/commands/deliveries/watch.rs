//! Follows the changes of the unit's deliveries.

use clap::Args;
use proto::exchange::v1::{WatchDeliveriesRequest, delivery_service_client::DeliveryServiceClient};

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
    /// 哪个服务 / which service
    #[arg(long, value_enum, default_value = "supervision")]
    service: Service,
}

impl Watch {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut deliveries = DeliveryServiceClient::new(session.calls(self.service)?);
        let asked = WatchDeliveriesRequest { cursor: self.follow.cursor.clone() };
        let changes = deliveries.watch_deliveries(asked).await?.into_inner();
        self.follow
            .show(session, changes, |change| Seen {
                cursor: change.cursor.clone(),
                line: change.delivery.as_ref().map(record::change),
            })
            .await
    }
}
