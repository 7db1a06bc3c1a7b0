//! Sends again what did not arrive.

use clap::Args;
use ids::SubscriptionId;
use proto::notification::v1::{
    RecoverSubscriptionRequest, subscription_service_client::SubscriptionServiceClient,
};

use crate::{
    choices::instant,
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Recover {
    /// 订阅编号 / subscription id
    id: SubscriptionId,
    /// 自何时起：日期或RFC 3339时间 / from a day or an instant on
    #[arg(long, value_name = "WHEN", value_parser = instant)]
    since: prost_types::Timestamp,
    #[command(flatten)]
    act: Act,
}

impl Recover {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let asked = RecoverSubscriptionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            since: Some(self.since),
        };
        let answer = subscriptions.recover_subscription(request(asked)).await?.into_inner();
        session.output.one(&answer, |answer| format!("补发 {} 条", answer.recovered))
    }
}
