//! The unit's subscriptions.

use clap::Args;
use proto::notification::v1::{
    ListSubscriptionsRequest, subscription_service_client::SubscriptionServiceClient,
};

use super::record;
use crate::{client::request, failure::Failure, pages::Pages, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct List {
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListSubscriptionsRequest { page_size, page_token };
                let answer = subscriptions.list_subscriptions(request(asked)).await?.into_inner();
                Ok((answer.subscriptions, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}
