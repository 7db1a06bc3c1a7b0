//! Repeats the code that a receiver was sent.

use clap::Args;
use ids::SubscriptionId;
use proto::notification::v1::{
    VerifySubscriptionRequest, subscription_service_client::SubscriptionServiceClient,
};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Verify {
    /// 订阅编号 / subscription id
    id: SubscriptionId,
    /// 六位验证码 / six digits
    code: String,
    #[command(flatten)]
    act: Act,
}

impl Verify {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let asked = VerifySubscriptionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            code: self.code,
        };
        let answer = subscriptions.verify_subscription(request(asked)).await?.into_inner();
        session.output.one(&answer.subscription.unwrap_or_default(), record::whole)
    }
}
