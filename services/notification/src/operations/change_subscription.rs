//! What a unit does with a subscription of its own.

use ids::SubscriptionId;
use proto::words::notification::DisabledReason;
use refusal::Refusal;
use shell::{Context, Error};

use super::{must_have_room, send_code};
use crate::{
    model::Subscription,
    store::{dispatch, subscription},
};

/// What a unit may do with a subscription once it is made.
pub(crate) enum Change {
    /// The receiver's code, as it was repeated.
    Verify(String),
    /// Only whether a code is awaited: whoever only asks may not guess.
    AwaitsCode,
    /// Nothing goes there from now on.
    Disable,
    /// It is taken up again, with this new code.
    Enable(String),
}

/// Changes a subscription of the caller's unit. What waits for one that is disabled is dropped; one that is enabled is sent its code.
pub(crate) async fn change_subscription(
    context: &mut Context<'_>,
    id: SubscriptionId,
    change: Change,
) -> Result<Subscription, Error> {
    let enables = matches!(change, Change::Enable(_));
    if enables {
        must_have_room(context).await?;
    }
    let changed = subscription::lock(context.tx, Some(&context.caller.unit), id).await?;
    let mut changed = changed.ok_or_else(|| Refusal::not_found("subscription", "订阅"))?;
    match change {
        Change::Verify(code) => changed.verify(&code, context.now)?,
        Change::AwaitsCode => changed.must_await_code()?,
        Change::Disable => changed.disable(DisabledReason::Asked)?,
        Change::Enable(code) => changed.enable(code, context.now)?,
    }
    subscription::save_state(context.tx, &changed).await?;
    if enables {
        send_code(context.tx, &changed, context.now).await?;
    } else if changed.is_disabled() {
        dispatch::drop_waiting(context.tx, changed.id, context.now).await?;
    }
    Ok(changed)
}
