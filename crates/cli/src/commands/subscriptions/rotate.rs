//! Replaces the key of a webhook.

use std::path::PathBuf;

use clap::Args;
use ids::SubscriptionId;
use proto::notification::v1::{
    RotateSigningKeyRequest, subscription_service_client::SubscriptionServiceClient,
};

use super::{create::first_line, record};
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Rotate {
    /// 订阅编号 / subscription id
    id: SubscriptionId,
    /// 新签名密钥文件（whsec_…） / file with the new key
    #[arg(long, value_name = "FILE")]
    key_file: PathBuf,
    #[command(flatten)]
    act: Act,
}

impl Rotate {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let asked = RotateSigningKeyRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            signing_key: first_line(&self.key_file)?,
        };
        let answer = subscriptions.rotate_signing_key(request(asked)).await?.into_inner();
        session.output.one(&answer.subscription.unwrap_or_default(), record::whole)
    }
}
