//! Notes what became of attempts: a message is done, waits for the next one, or came to its end without having arrived.

use std::time::Duration;

use ids::SubscriptionId;
use jiff::Timestamp;
use reference::Directory;
use sqlx::PgConnection;

use super::{receiver, who_stands};
use crate::{
    channels::{ATTEMPTS, Outcome, wait_before},
    model::{Disabled, Subscription},
    store::{
        address::{self, Fared},
        attempt::{self, Claimed, Settled, Then},
        dispatch, subscription,
    },
};

/// The longest that a receiver is left alone because it asks for it.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);

/// The longest that a receiver rests which takes nothing.
const LONGEST_REST: Duration = Duration::from_mins(1);

/// What was done about a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Attempted {
    /// Nothing: what it would have told of was done before, or may not be told any more.
    Needless,
    /// It was tried.
    Made {
        /// What became of it.
        outcome: Outcome,
        /// What it said, unless it was a code.
        said: Option<String>,
    },
}

/// Notes it, in the transaction that also keeps how the receivers fare.
pub(crate) async fn settle_dispatches(
    tx: &mut PgConnection,
    attempts: &[&(Claimed, Attempted)],
    directory: &Directory,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let mut ids: Vec<SubscriptionId> = attempts.iter().map(|(claimed, _)| claimed.subscription).collect();
    ids.sort_unstable();
    ids.dedup();
    // The receivers' rows first: every writer takes them before their messages.
    let mut receivers = subscription::lock_all(tx, &ids).await?;
    let settled: Vec<Settled> = attempts.iter().map(|(claimed, made)| settled(claimed, made, now)).collect();
    attempt::settle_all(tx, &settled).await?;
    let mut fared = Vec::with_capacity(receivers.len());
    for receiver in &mut receivers {
        let id = receiver.id;
        let made = attempts.iter().filter(|(claimed, _)| claimed.subscription == id);
        let outcomes: Vec<&Outcome> = made.filter_map(|(_, made)| made.outcome()).collect();
        fared.extend(how_it_fares(id, &outcomes));
        if keep_how_it_fares(tx, receiver, &outcomes, now).await? {
            tell_of_disabled(tx, receiver, directory, now).await?;
        }
    }
    if !fared.is_empty() {
        address::note_all(tx, &fared, LONGEST_REST).await?;
    }
    Ok(())
}

impl Attempted {
    fn outcome(&self) -> Option<&Outcome> {
        match self {
            Self::Made { outcome, said: _ } => Some(outcome),
            Self::Needless => None,
        }
    }
}

/// What the attempts of one moment say of the receiver; none: nothing.
fn how_it_fares(subscription: SubscriptionId, outcomes: &[&Outcome]) -> Option<Fared> {
    let asked = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Later { after, .. } => after.map(|after| after.min(LONGEST_PAUSE)),
        _ => None,
    });
    // Whoever refuses a message takes it first.
    let arrived = outcomes.iter().any(|outcome| !matches!(outcome, Outcome::Later { .. }));
    (!outcomes.is_empty()).then(|| Fared { subscription, arrived, asked: asked.max() })
}

/// Gives whether the subscription is disabled by this.
async fn keep_how_it_fares(
    tx: &mut PgConnection,
    receiver: &mut Subscription,
    outcomes: &[&Outcome],
    now: Timestamp,
) -> Result<bool, sqlx::Error> {
    let was = receiver.clone();
    for outcome in outcomes {
        match outcome {
            Outcome::Accepted { .. } => receiver.note_arrival(),
            Outcome::Later { .. } | Outcome::Refused { .. } => receiver.note_failure(now),
            // One that was disabled meanwhile stays as it is.
            Outcome::Gone { .. } => drop(receiver.disable(Disabled::Gone)),
        }
    }
    if *receiver == was {
        return Ok(false);
    }
    subscription::save_state(tx, receiver).await?;
    Ok(was.state != receiver.state && receiver.is_disabled())
}

fn settled(claimed: &Claimed, attempted: &Attempted, now: Timestamp) -> Settled {
    let settled = Settled {
        dispatch: claimed.id,
        attempt: claimed.attempt,
        outcome: None,
        cause: None,
        said: None,
        provider_id: None,
        then: Then::Ends("dropped", now),
    };
    let Attempted::Made { outcome, said } = attempted else { return settled };
    let settled = Settled { said: said.clone(), ..settled };
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

/// Tells the unit's others of a subscription that was disabled; the office (督办), where the unit has no other.
async fn tell_of_disabled(
    tx: &mut PgConnection,
    about: &Subscription,
    directory: &Directory,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    dispatch::drop_waiting(tx, about.id, now).await?;
    let active = subscription::active(tx, &[about.unit.to_string()]).await?;
    let ladder = who_stands(tx, directory, now).await?;
    let (own, others): (Vec<_>, Vec<_>) = active.iter().partition(|to| to.unit == about.unit);
    let office = others.into_iter().filter(|to| receiver(to, &ladder).overseer);
    let told: Vec<_> = if own.is_empty() { office.collect() } else { own };
    if told.is_empty() {
        tracing::warn!(subscription.id = %about.id, "a subscription is disabled, and nobody else listens");
    }
    for to in told {
        dispatch::insert_disabled(tx, to, about.id, now).await?;
    }
    Ok(())
}
