//! What messages say, for sample data.

use clap::Args;
use proto::notification::v1::{
    PreviewMessagesRequest, subscription_service_client::SubscriptionServiceClient,
};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Preview {}

impl Preview {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let answer = subscriptions.preview_messages(request(PreviewMessagesRequest {})).await?.into_inner();
        session.output.many(&answer.messages, record::previews)
    }
}
