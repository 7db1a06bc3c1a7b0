//! Sends a message again that did not arrive.

use clap::Args;
use ids::DispatchId;
use proto::notification::v1::{
    ResendDispatchRequest, subscription_service_client::SubscriptionServiceClient,
};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Resend {
    /// 消息编号 / message id
    id: DispatchId,
    #[command(flatten)]
    act: Act,
}

impl Resend {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let asked = ResendDispatchRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = subscriptions.resend_dispatch(request(asked)).await?.into_inner();
        session.output.one(&answer.dispatch.unwrap_or_default(), record::message)
    }
}
