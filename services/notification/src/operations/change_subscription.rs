//! What a unit does with a subscription of its own.

use ids::{SubscriptionId, UnitCode};
use jiff::Timestamp;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{must_have_room, send_code};
use crate::{
    model::{Disabled, Subscription},
    store::{dispatch, subscription},
};

/// A change.
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

/// Changes a subscription of the unit. What waits for one that is disabled is dropped; one that is enabled is sent its code.
pub(crate) async fn change_subscription(
    tx: &mut PgConnection,
    unit: &UnitCode,
    id: SubscriptionId,
    change: Change,
    now: Timestamp,
) -> Result<Result<Subscription, Refusal>, sqlx::Error> {
    if matches!(change, Change::Enable(_))
        && let Err(refusal) = must_have_room(tx, unit).await?
    {
        return Ok(Err(refusal));
    }
    let Some(mut changed) = subscription::lock(tx, Some(unit), id).await? else {
        return Ok(Err(Refusal::not_found("subscription", "订阅")));
    };
    let enables = matches!(change, Change::Enable(_));
    let done = match change {
        Change::Verify(code) => changed.verify(&code, now),
        Change::AwaitsCode => changed.must_await_code(),
        Change::Disable => changed.disable(Disabled::Asked),
        Change::Enable(code) => changed.enable(code, now),
    };
    if let Err(refusal) = done {
        return Ok(Err(refusal));
    }
    subscription::save_state(tx, &changed).await?;
    if enables {
        if let Err(refusal) = send_code(tx, &changed, now).await? {
            return Ok(Err(refusal));
        }
    } else if changed.is_disabled() {
        dispatch::drop_waiting(tx, changed.id, now).await?;
    }
    Ok(Ok(changed))
}
