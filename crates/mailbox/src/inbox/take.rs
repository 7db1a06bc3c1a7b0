//! A batch of any messages to an outcome for each.

use std::{collections::HashSet, slice, time::Duration};

use super::{attempt::attempt, put_off::put_off};
use crate::{
    Incoming, Mailbox, arrived_receipts,
    envelope::{Defect, Envelope},
    metrics, parked,
};

/// What became of an incoming message, for the wire that brought it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is in the database with its effect, now or since earlier: ack.
    Taken,
    /// It is in the database for an operator: ack, the sender is told by a receipt.
    Parked,
    /// It is nothing that a service of ours would send; kept as evidence. Ack without receipt.
    Refused,
    /// Bring it again after this time.
    Later(Duration),
}

/// A message and its place in the batch.
type Placed = (usize, Envelope);

/// Takes a batch. Never fails as a whole: what cannot be taken now is wanted later.
pub(crate) async fn take(mailbox: &Mailbox, batch: &[Incoming]) -> Vec<Outcome> {
    let mut outcomes = vec![mailbox.later(); batch.len()];
    let mut facts = Vec::new();
    let mut receipts = Vec::new();
    for (place, incoming) in batch.iter().enumerate() {
        match incoming.open(&mailbox.settings().county, mailbox.service()) {
            Ok(envelope) if envelope.is_receipts => receipts.push((place, envelope)),
            Ok(envelope) => facts.push((place, envelope)),
            Err(defect) => outcomes[place] = refuse(mailbox, incoming, &defect).await,
        }
    }
    let (places, receipts): (Vec<_>, Vec<_>) = receipts.into_iter().unzip();
    for (place, outcome) in places.into_iter().zip(arrived_receipts::take(mailbox, &receipts).await) {
        outcomes[place] = outcome;
    }
    // A second copy of a message waits for the next round, where it is known.
    while !facts.is_empty() {
        let (first, again) = first_of_each(facts);
        let (places, first): (Vec<_>, Vec<_>) = first.into_iter().unzip();
        for (place, outcome) in places.into_iter().zip(take_facts(mailbox, &first).await) {
            outcomes[place] = outcome;
        }
        facts = again;
    }
    outcomes
}

/// All in one transaction; if that fails, each in its own, so that none fails for its neighbour.
async fn take_facts(mailbox: &Mailbox, facts: &[Envelope]) -> Vec<Outcome> {
    match database::bounded(attempt(mailbox, facts)).await {
        Ok(outcomes) => return outcomes,
        Err(error) => tracing::debug!(%error, messages = facts.len(), "batch rolled back; taking one by one"),
    }
    let mut outcomes = Vec::with_capacity(facts.len());
    for fact in facts {
        let outcome = match database::bounded(attempt(mailbox, slice::from_ref(fact))).await {
            Ok(outcomes) => outcomes.first().copied(),
            Err(failed) => put_off(mailbox, fact, failed).await,
        };
        let Some(outcome) = outcome else { break };
        outcomes.push(outcome);
    }
    // The database is away: the rest need not be tried.
    outcomes.resize(facts.len(), mailbox.later());
    outcomes
}

async fn refuse(mailbox: &Mailbox, incoming: &Incoming, defect: &Defect) -> Outcome {
    tracing::error!(peer = incoming.peer, subject = incoming.subject, %defect, "security: message refused");
    metrics::refused();
    let now = mailbox.clock().now();
    match database::bounded(parked::keep_refused(mailbox.pool(), incoming, &defect.to_string(), now)).await {
        Ok(()) => Outcome::Refused,
        Err(error) => {
            tracing::warn!(%error, "a refused message could not be kept");
            mailbox.later()
        }
    }
}

fn first_of_each(facts: Vec<Placed>) -> (Vec<Placed>, Vec<Placed>) {
    let mut met = HashSet::new();
    facts.into_iter().partition(|(_, fact)| met.insert(fact.id))
}
