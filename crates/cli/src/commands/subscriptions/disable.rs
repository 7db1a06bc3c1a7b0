//! Ends a subscription.

use clap::Args;
use ids::SubscriptionId;
use proto::notification::v1::{
    DisableSubscriptionRequest, subscription_service_client::SubscriptionServiceClient,
};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Disable {
    /// 订阅编号 / subscription id
    id: SubscriptionId,
    #[command(flatten)]
    act: Act,
}

impl Disable {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let asked = DisableSubscriptionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = subscriptions.disable_subscription(request(asked)).await?.into_inner();
        session.output.one(&answer.subscription.unwrap_or_default(), record::whole)
    }
}
