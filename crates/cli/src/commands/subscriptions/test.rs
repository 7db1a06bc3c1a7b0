//! Sends a message that tells of nothing.

use clap::Args;
use ids::SubscriptionId;
use proto::notification::v1::{
    TestSubscriptionRequest, subscription_service_client::SubscriptionServiceClient,
};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Test {
    /// 订阅编号 / subscription id
    id: SubscriptionId,
    #[command(flatten)]
    act: Act,
}

impl Test {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let asked = TestSubscriptionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = subscriptions.test_subscription(request(asked)).await?.into_inner();
        session.output.one(&answer.dispatch.unwrap_or_default(), record::message)
    }
}
