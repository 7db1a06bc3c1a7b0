//! Tries a message again that did not arrive, under its id.

use ids::DispatchId;
use proto::notification::v1::{ResendDispatchRequest, ResendDispatchResponse};
use shell::{Act, Context, Done, Error, parse_id};

use super::{must_own::must_own_subscription, present::present_dispatch};
use crate::{App, operations, store};

impl Act<App> for ResendDispatchRequest {
    async fn act(self, _: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: DispatchId = parse_id("id", &self.id)?;
        if let Some(seen) = store::dispatch::find(context.tx, &context.caller.unit, id).await? {
            must_own_subscription(context, seen.subscription).await?;
        }
        let again = operations::resend_dispatch(context, id).await?;
        let dispatch = again.as_ref().map(present_dispatch);
        Ok(Done::with(id, ResendDispatchResponse { dispatch }))
    }
}
