//! Whoever changes a subscription must own it, and is answered with how it is now.

use ids::SubscriptionId;
use proto::notification::v1 as pb;
use shell::{Context, Done, Error, parse_id};

use super::{must_own::must_own_subscription, present::present_subscription};
use crate::operations::{self, Change};

/// Changes a subscription of the caller's unit, and answers with it.
pub(super) async fn change<Answer>(
    context: &mut Context<'_>,
    id: &str,
    what: Change,
    answer: fn(pb::Subscription) -> Answer,
) -> Result<Done<Answer>, Error> {
    let id: SubscriptionId = parse_id("id", id)?;
    must_own_subscription(context, id).await?;
    let changed = operations::change_subscription(context, id, what).await?;
    Ok(Done::with(id, answer(present_subscription(&changed))))
}
