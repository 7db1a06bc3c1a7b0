//! One message with every attempt at it.

use clap::Args;
use ids::DispatchId;
use proto::notification::v1::{GetDispatchRequest, subscription_service_client::SubscriptionServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Message {
    /// 消息编号 / message id
    id: DispatchId,
}

impl Message {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let asked = GetDispatchRequest { id: self.id.to_string() };
        let answer = subscriptions.get_dispatch(request(asked)).await?.into_inner();
        session.output.one(&answer, record::attempts)
    }
}
