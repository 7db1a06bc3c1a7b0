//! Sends again what did not arrive in the last days: a receiver was down, and is back.

use ids::SubscriptionId;
use jiff::{SignedDuration, Timestamp};
use proto::notification::v1::{RecoverSubscriptionRequest, RecoverSubscriptionResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id, timestamp_from_proto};

use super::must_own::must_own_subscription;
use crate::{App, operations};

/// How far back it goes.
const LONGEST: SignedDuration = SignedDuration::from_hours(31 * 24);

impl Act<App> for RecoverSubscriptionRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id: SubscriptionId = parse_id("id", &self.id)?;
        let since = since(&self, context.now)?;
        must_own_subscription(context, id).await?;
        let directory = app.reference.directory();
        let recovered = operations::recover_subscription(context, &directory, id, since).await?;
        let recovered = i32::try_from(recovered).unwrap_or(i32::MAX);
        Ok(Done::with(id, RecoverSubscriptionResponse { recovered }))
    }
}

fn since(request: &RecoverSubscriptionRequest, now: Timestamp) -> Result<Timestamp, Refusal> {
    let since = request.since.and_then(timestamp_from_proto);
    since.filter(|since| *since <= now && *since >= now - LONGEST).ok_or_else(|| {
        Refusal::field("since", "range", "an instant of the last 31 days", "须为最近31日内的时间")
    })
}
