//! Sends a message that tells of nothing; the delivery log shows what became of it.

use ids::SubscriptionId;
use proto::notification::v1::{TestSubscriptionRequest, TestSubscriptionResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::{must_own::must_own_subscription, present::present_dispatch};
use crate::{App, operations};

impl Act<App> for TestSubscriptionRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: SubscriptionId = parse_id("id", &self.id)?;
        must_own_subscription(context, id).await?;
        let sent = operations::send_test(context, id).await?;
        let dispatch = sent.as_ref().map(present_dispatch);
        Ok(Done::with(id, TestSubscriptionResponse { dispatch }))
    }
}
