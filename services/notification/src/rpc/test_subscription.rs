//! Sends a message that tells of nothing; the delivery log shows what became of it.

use ids::SubscriptionId;
use proto::notification::v1::{TestSubscriptionRequest, TestSubscriptionResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::{must_be_theirs::must_be_theirs, present_subscription};
use crate::{App, operations};

impl Act<App> for TestSubscriptionRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: SubscriptionId = parse_id("id", &self.id)?;
        must_be_theirs(context, id).await?;
        let sent = operations::send_test(context, id).await?;
        let dispatch = sent.as_ref().map(present_subscription::dispatch);
        Ok(Done::with(id, TestSubscriptionResponse { dispatch }))
    }
}
