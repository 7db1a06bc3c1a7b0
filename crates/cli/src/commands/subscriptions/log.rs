//! The delivery log.

use clap::Args;
use ids::SubscriptionId;
use proto::notification::v1::{
    ListDispatchesRequest, subscription_service_client::SubscriptionServiceClient,
};

use super::record;
use crate::{client::request, failure::Failure, pages::Pages, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Log {
    /// 只列发往该订阅的 / only messages to this subscription
    #[arg(long, value_name = "SUBSCRIPTION")]
    to: Option<SubscriptionId>,
    #[command(flatten)]
    pages: Pages,
}

impl Log {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut subscriptions = SubscriptionServiceClient::new(session.calls(Service::Notification)?);
        let subscription_id = self.to.map(|to| to.to_string()).unwrap_or_default();
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let subscription_id = subscription_id.clone();
                let asked = ListDispatchesRequest { page_size, page_token, subscription_id };
                let answer = subscriptions.list_dispatches(request(asked)).await?.into_inner();
                Ok((answer.dispatches, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::messages)
    }
}
