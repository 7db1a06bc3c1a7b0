//! The unit's subscriptions.

use clap::Args;
use proto::notification::v1::{
    ListSubscriptionsRequest, subscription_service_client::SubscriptionServiceClient,
};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct List {}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let answer =
            subscriptions.list_subscriptions(request(ListSubscriptionsRequest {})).await?.into_inner();
        session.output.many(&answer.subscriptions, record::lines)
    }
}
