//! What the changes of a subscription have in common.

use ids::SubscriptionId;
use prost::Message;
use proto::notification::v1 as pb;
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::{must_be_theirs::must_be_theirs, present_subscription};
use crate::{
    App,
    operations::{self, Change},
};

/// Changes a subscription of the caller's unit, and answers with it.
pub(super) async fn change<Answer: Message + Default>(
    app: &App,
    caller: &Caller,
    attempt: Attempt<'_>,
    id: &str,
    what: Change,
    answer: fn(pb::Subscription) -> Answer,
) -> Result<Answer, Error> {
    let id: SubscriptionId = parse_id("id", id)?;
    caller.acting_official()?;
    let mut write = match Write::begin(&app.doors, caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    must_be_theirs(write.tx(), caller, id).await?;
    let now = app.doors.clock.now();
    let changed = operations::change_subscription(write.tx(), &caller.unit, id, what, now).await??;
    let answer = answer(present_subscription::subscription(&changed));
    write.commit(&[id.to_string()], answer).await
}
