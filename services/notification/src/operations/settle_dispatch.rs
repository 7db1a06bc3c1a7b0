//! Notes what became of an attempt: the message is done, waits for the next one, or came to its end without having arrived.

use jiff::Timestamp;
use sqlx::PgConnection;

use crate::{
    channels::{ATTEMPTS, Outcome, wait_before},
    model::{Disabled, Subscription, SubscriptionState},
    store::{
        attempt::{self, Claimed, Settled, Then},
        dispatch, subscription,
    },
};

/// What was done about a message.
pub(crate) enum Attempted {
    /// Nothing: what it would have told of was done before.
    Needless,
    /// It was tried.
    Made(Outcome),
}

/// Notes it, in the transaction that also keeps how the receiver fares. A receiver that is disabled by this is told of to the
/// unit's others.
pub(crate) async fn settle_dispatch(
    tx: &mut PgConnection,
    claimed: &Claimed,
    attempted: &Attempted,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let mut settled = Settled {
        dispatch: claimed.id,
        attempt: claimed.attempt,
        outcome: None,
        cause: None,
        provider_id: None,
        then: Then::Ends("dropped", now),
    };
    let Attempted::Made(outcome) = attempted else {
        return attempt::settle(tx, &settled).await;
    };
    (settled.outcome, settled.cause, settled.then) = follows(outcome, claimed.failed, now);
    if let Outcome::Accepted { provider_id } = outcome {
        settled.provider_id = provider_id.as_deref();
    }
    // The receiver's row first: every writer takes it before its messages.
    let Some(mut receiver) = subscription::lock(tx, None, claimed.subscription).await? else { return Ok(()) };
    attempt::settle(tx, &settled).await?;
    let was = receiver.state.clone();
    match outcome {
        Outcome::Accepted { .. } => receiver.note_arrival(),
        Outcome::Later { .. } | Outcome::Refused { .. } => receiver.note_failure(now),
        // One that was disabled meanwhile stays as it is.
        Outcome::Gone { .. } => drop(receiver.disable(Disabled::Gone)),
    }
    subscription::save_state(tx, &receiver).await?;
    if was != receiver.state && matches!(receiver.state, SubscriptionState::Disabled(_)) {
        tell_the_others(tx, &receiver, now).await?;
    }
    Ok(())
}

fn follows(outcome: &Outcome, failed: i32, now: Timestamp) -> (Option<&str>, Option<&str>, Then) {
    match outcome {
        Outcome::Accepted { .. } => (Some("accepted"), None, Then::Ends("accepted", now)),
        Outcome::Refused { cause } => (Some("refused"), Some(cause), Then::Ends("refused", now)),
        Outcome::Gone { cause } => (Some("gone"), Some(cause), Then::Ends("refused", now)),
        Outcome::Later { after, cause } => {
            let failed = u32::try_from(failed).unwrap_or(ATTEMPTS) + 1;
            let then = wait_before(failed, *after).map_or(Then::Ends("exhausted", now), Then::Waits);
            (Some("later"), Some(cause), then)
        }
    }
}

async fn tell_the_others(
    tx: &mut PgConnection,
    receiver: &Subscription,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    dispatch::drop_waiting(tx, receiver.id, now).await?;
    for other in subscription::list(tx, &receiver.unit).await? {
        if other.state == SubscriptionState::Active {
            dispatch::insert(tx, other.id, &other.unit, "disabled", now).await?;
        }
    }
    Ok(())
}
