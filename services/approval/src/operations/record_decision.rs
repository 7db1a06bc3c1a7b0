//! Records decisions (许可决定), routes them by the responsibility map and pushes them, all or nothing (Art. 22).
//!
//! First everything is read that they go by, then each is decided on (`duplicate.rs`, `decide.rs`), then all are written at once. One
//! decision by RPC is a slice of one; an import is a slice of a hundred.

use std::collections::HashSet;

use duty::{Duty, Parties, clocks};
use exchange::{model::Content, operations::push};
use mailbox::Messages;
use refusal::Refusal;
use shell::{Context, Error};
use sqlx::PgConnection;

use super::{
    Draft, RecordContext,
    decide::{Decided, decide},
    duplicate::{Submission, recorded_before},
};
use crate::{
    model::{Decision, Numbers},
    store,
};

/// What became of a draft.
pub(crate) enum Recorded {
    /// Recorded; returns also how many deliveries were made.
    New(Decision, usize),
    /// The same content was recorded before.
    Duplicate(Decision),
}

/// Records a decision.
pub(crate) async fn record_decision(
    context: &mut Context<'_>,
    with: &RecordContext<'_>,
    draft: Draft,
) -> Result<Recorded, Error> {
    let outcome = record_decisions(context.tx, &mut context.messages, with, vec![draft]).await?.pop();
    let recorded = outcome.ok_or_else(|| Error::Fault("a draft without an outcome".to_owned()))?;
    Ok(recorded?)
}

/// Records the drafts of one slice; one outcome each, in order.
pub(super) async fn record_decisions(
    tx: &mut PgConnection,
    messages: &mut Messages,
    with: &RecordContext<'_>,
    drafts: Vec<Draft>,
) -> Result<Vec<Result<Recorded, Refusal>>, Error> {
    let grounds = with.grounds.now(tx).await?;
    let submissions: Vec<Submission> = drafts.iter().map(|draft| Submission::of(with, draft)).collect();
    let mut earlier = recorded_before(tx, with, &submissions).await?;

    let mut outcomes = Vec::with_capacity(drafts.len());
    let mut new = Vec::new();
    for (draft, submission) in drafts.into_iter().zip(&submissions) {
        if let Some(earlier) = earlier.get(&submission.numbers) {
            outcomes.push(submission.repeats(earlier).map(Recorded::Duplicate));
            continue;
        }
        outcomes.push(decide(with, &grounds, draft, submission).map(|decided| {
            let decision = decided.decision.clone();
            let deliveries = decided.deliveries();
            earlier.insert(decision.numbers.clone(), decision.clone());
            new.push(decided);
            Recorded::New(decision, deliveries)
        }));
    }

    insert(tx, with, &submissions, &mut new, &mut outcomes).await?;
    tell(tx, messages, with, new).await?;
    Ok(outcomes)
}

/// Inserts what is new. Where another transaction has recorded the same numbers since they were looked for, that decision is there to be
/// found now, and every draft of these numbers is judged by it.
async fn insert(
    tx: &mut PgConnection,
    with: &RecordContext<'_>,
    submissions: &[Submission],
    new: &mut Vec<Decided>,
    outcomes: &mut [Result<Recorded, Refusal>],
) -> Result<(), Error> {
    let decisions: Vec<&Decision> = new.iter().map(|new| &new.decision).collect();
    let inserted = store::decision::insert_all(tx, with.keys(), &decisions).await?;
    if inserted.len() == new.len() {
        return Ok(());
    }
    let lost = new.extract_if(.., |new| !inserted.contains(&new.decision.id));
    let lost: HashSet<Numbers> = lost.map(|lost| lost.decision.numbers).collect();
    let earlier = recorded_before(tx, with, submissions).await?;
    for (outcome, submission) in outcomes.iter_mut().zip(submissions) {
        if lost.contains(&submission.numbers) {
            let came_and_went = || Error::Fault("a decision came and went".to_owned());
            let earlier = earlier.get(&submission.numbers).ok_or_else(came_and_went)?;
            *outcome = submission.repeats(earlier).map(Recorded::Duplicate);
        }
    }
    Ok(())
}

/// Pushes what is routed, and says that the rest is owed.
async fn tell(
    tx: &mut PgConnection,
    messages: &mut Messages,
    with: &RecordContext<'_>,
    new: Vec<Decided>,
) -> Result<(), Error> {
    let mut pushes = Vec::with_capacity(new.len());
    for decided in new {
        match decided.push {
            Some(push) => pushes.push(push),
            None => say_owed(messages, &decided.decision),
        }
    }
    push(tx, messages, &with.push_context(), pushes).await?;
    Ok(())
}

/// Says that the push of a decision that waits to be routed is owed (C1); of stock nothing is. Where it is pushed at once, the
/// push says so.
fn say_owed(messages: &mut Messages, decision: &Decision) {
    let about = Content::LicenceDecision(decision.content.clone()).of_record(decision.id.0);
    let duty = Duty::of(&clocks::C1, decision.id.0, decision.deadline.clone());
    if let Some(opened) = duty.opened(Parties { owed_by: &decision.unit, owed_to: None }, &about) {
        messages.say(&opened);
    }
}
