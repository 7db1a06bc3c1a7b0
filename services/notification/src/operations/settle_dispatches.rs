//! Notes what became of attempts: a message is done, waits for the next one, or came to its end without having arrived.

use std::time::Duration;

use channels::{ATTEMPTS, Outcome, wait_before};
use ids::SubscriptionId;
use jiff::Timestamp;
use proto::words::notification::{AttemptOutcome, DisabledReason, NeedlessReason};
use reference::Directory;
use sqlx::PgConnection;

use super::{situation::receiver, who_stands};
use crate::{
    model::{Fate, Subject, Subscription},
    store::{
        address::{self, ReceiverHealth},
        attempt::{self, Claimed, Next, Settled},
        dispatch::{self, NewDispatch},
        subscription,
    },
};

/// The longest that a receiver is left alone because it asks for it.
const LONGEST_PAUSE: Duration = Duration::from_hours(24);

/// The longest that a receiver rests which takes nothing.
const LONGEST_REST: Duration = Duration::from_mins(1);

/// What was done about a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Attempted {
    /// Nothing, for this reason.
    Needless(NeedlessReason),
    /// It was tried.
    Made {
        /// What became of it.
        outcome: Outcome,
        /// What it said, unless it was a code.
        said: Option<String>,
    },
}

/// What was done about a message that was claimed.
pub(crate) struct Tried {
    pub(crate) claimed: Claimed,
    pub(crate) attempted: Attempted,
}

/// Notes what was done about these messages, in the transaction that also keeps what the receivers took.
pub(crate) async fn settle_dispatches(
    tx: &mut PgConnection,
    tried: &[&Tried],
    directory: &Directory,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    let mut ids: Vec<SubscriptionId> = tried.iter().map(|one| one.claimed.subscription).collect();
    ids.sort_unstable();
    ids.dedup();
    // The receivers' rows first: every writer takes them before their messages.
    let mut receivers = subscription::lock_all(tx, &ids).await?;
    let settled: Vec<Settled> = tried.iter().map(|one| settled(one, now)).collect();
    attempt::settle_all(tx, &settled).await?;
    let mut health = Vec::with_capacity(receivers.len());
    for receiver in &mut receivers {
        let id = receiver.id;
        let of_it = tried.iter().filter(|one| one.claimed.subscription == id);
        let outcomes: Vec<&Outcome> = of_it.filter_map(|one| one.outcome()).collect();
        health.extend(health_of(id, &outcomes));
        if keep_state(tx, receiver, &outcomes, now).await? {
            tell_of_disabled(tx, receiver, directory, now).await?;
        }
    }
    if !health.is_empty() {
        address::record_health(tx, &health, LONGEST_REST).await?;
    }
    Ok(())
}

impl Tried {
    fn outcome(&self) -> Option<&Outcome> {
        match &self.attempted {
            Attempted::Made { outcome, said: _ } => Some(outcome),
            Attempted::Needless(_) => None,
        }
    }
}

/// What the attempts of one moment say of the receiver; none: nothing.
fn health_of(subscription: SubscriptionId, outcomes: &[&Outcome]) -> Option<ReceiverHealth> {
    let asked = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Later { after, .. } => after.map(|after| after.min(LONGEST_PAUSE)),
        _ => None,
    });
    // Whoever refuses a message takes it first.
    let arrived = outcomes.iter().any(|outcome| !matches!(outcome, Outcome::Later { .. }));
    (!outcomes.is_empty()).then(|| ReceiverHealth { subscription, arrived, asked: asked.max() })
}

/// Keeps what the outcomes change of a subscription; true if they disable it.
async fn keep_state(
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
            Outcome::Gone { .. } => drop(receiver.disable(DisabledReason::Gone)),
        }
    }
    if *receiver == was {
        return Ok(false);
    }
    subscription::save_state(tx, receiver).await?;
    Ok(was.state != receiver.state && receiver.is_disabled())
}

fn settled(Tried { claimed, attempted }: &Tried, now: Timestamp) -> Settled {
    let unattempted = |next| Settled {
        dispatch: claimed.id,
        attempt: claimed.attempt,
        outcome: None,
        cause: None,
        said: None,
        provider_id: None,
        next,
    };
    let (outcome, said) = match attempted {
        Attempted::Needless(reason) => return unattempted(Next::Finished(Fate::Dropped(now, *reason))),
        Attempted::Made { outcome, said } => (outcome, said.clone()),
    };
    match outcome {
        Outcome::Accepted { provider_id } => Settled {
            outcome: Some(AttemptOutcome::Accepted),
            provider_id: provider_id.clone(),
            said,
            ..unattempted(Next::Finished(Fate::Accepted(now)))
        },
        Outcome::Refused { cause } => Settled {
            outcome: Some(AttemptOutcome::Refused),
            cause: Some(cause.clone()),
            said,
            ..unattempted(Next::Finished(Fate::Refused(now)))
        },
        Outcome::Gone { cause } => Settled {
            outcome: Some(AttemptOutcome::Gone),
            cause: Some(cause.clone()),
            said,
            ..unattempted(Next::Finished(Fate::Refused(now)))
        },
        Outcome::Later { after, cause } => {
            let failed = u32::try_from(claimed.failed).unwrap_or(ATTEMPTS) + 1;
            let next = wait_before(failed, *after).map(Next::Waits);
            Settled {
                outcome: Some(AttemptOutcome::Later),
                cause: Some(cause.clone()),
                said,
                ..unattempted(next.unwrap_or(Next::Finished(Fate::Exhausted(now))))
            }
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
    let new: Vec<_> = told.into_iter().map(|to| NewDispatch::new(to, Subject::Disabled(about.id))).collect();
    dispatch::insert_all(tx, &new, now).await
}
