//! Notes what became of attempts: a message is done, waits for the next one, or came to its end without having arrived.

use std::time::Duration;

use ids::SubscriptionId;
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

/// The longest that a receiver is left alone.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);

/// What was done about a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Attempted {
    /// Nothing: what it would have told of was done before, or may not be told any more.
    Needless,
    /// It was tried.
    Made(Outcome),
}

/// Notes it, in the transaction that also keeps how the receivers fare. A receiver that is disabled by this is told of to its unit's
/// others.
pub(crate) async fn settle_dispatches(
    tx: &mut PgConnection,
    attempts: &[&(Claimed, Attempted)],
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let mut ids: Vec<SubscriptionId> = attempts.iter().map(|(claimed, _)| claimed.subscription).collect();
    ids.sort_unstable();
    ids.dedup();
    // The receivers' rows first: every writer takes them before their messages.
    let mut receivers = subscription::lock_all(tx, &ids).await?;
    let settled: Vec<Settled> = attempts.iter().map(|(claimed, made)| settled(claimed, made, now)).collect();
    attempt::settle_all(tx, &settled).await?;
    for receiver in &mut receivers {
        let id = receiver.id;
        let made = attempts.iter().filter(|(claimed, _)| claimed.subscription == id);
        let outcomes = made.filter_map(|(_, made)| match made {
            Attempted::Made(outcome) => Some(outcome),
            Attempted::Needless => None,
        });
        keep_how_it_fares(tx, receiver, outcomes, now).await?;
    }
    Ok(())
}

async fn keep_how_it_fares<'a>(
    tx: &mut PgConnection,
    receiver: &mut Subscription,
    outcomes: impl Iterator<Item = &'a Outcome>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let was = receiver.clone();
    for outcome in outcomes {
        match outcome {
            Outcome::Accepted { .. } => receiver.note_arrival(),
            Outcome::Later { after, .. } => {
                receiver.note_failure(now);
                if let Some(after) = after {
                    subscription::pause(tx, receiver.id, (*after).min(LONGEST_PAUSE)).await?;
                }
            }
            Outcome::Refused { .. } => receiver.note_failure(now),
            // One that was disabled meanwhile stays as it is.
            Outcome::Gone { .. } => drop(receiver.disable(Disabled::Gone)),
        }
    }
    if *receiver == was {
        return Ok(());
    }
    subscription::save_state(tx, receiver).await?;
    if was.state != receiver.state && matches!(receiver.state, SubscriptionState::Disabled(_)) {
        tell_the_others(tx, receiver, now).await?;
    }
    Ok(())
}

fn settled(claimed: &Claimed, attempted: &Attempted, now: Timestamp) -> Settled {
    let settled = Settled {
        dispatch: claimed.id,
        attempt: claimed.attempt,
        outcome: None,
        cause: None,
        provider_id: None,
        then: Then::Ends("dropped", now),
    };
    let Attempted::Made(outcome) = attempted else { return settled };
    match outcome {
        Outcome::Accepted { provider_id } => Settled {
            outcome: Some("accepted"),
            provider_id: provider_id.clone(),
            then: Then::Ends("accepted", now),
            ..settled
        },
        Outcome::Refused { cause } => Settled {
            outcome: Some("refused"),
            cause: Some(cause.clone()),
            then: Then::Ends("refused", now),
            ..settled
        },
        Outcome::Gone { cause } => Settled {
            outcome: Some("gone"),
            cause: Some(cause.clone()),
            then: Then::Ends("refused", now),
            ..settled
        },
        Outcome::Later { after, cause } => {
            let failed = u32::try_from(claimed.failed).unwrap_or(ATTEMPTS) + 1;
            let then = wait_before(failed, *after).map_or(Then::Ends("exhausted", now), Then::Waits);
            Settled { outcome: Some("later"), cause: Some(cause.clone()), then, ..settled }
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
