//! Adds what an imported decision lacks (补全要素), and tells the recipients of its push (Art. 22(2)).

use exchange::operations::{Completion, complete};
use ids::DecisionId;
use refusal::Refusal;
use sqlx::PgConnection;

use super::{Desk, Outcomes};
use crate::{
    model::{Completed, Decision, Routing},
    rules::decision_content::free_text,
    store,
};

/// Completes each decision with what is given for it. Only fields that were missing can be given.
pub(crate) async fn complete_decision(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    given: Vec<(DecisionId, Completed)>,
) -> Outcomes<Decision> {
    let mut outcomes = Vec::with_capacity(given.len());
    for (id, given) in given {
        outcomes.push(complete_one(tx, desk, id, given).await?);
    }
    Ok(outcomes)
}

async fn complete_one(
    tx: &mut PgConnection,
    desk: &Desk<'_>,
    id: DecisionId,
    given: Completed,
) -> Result<Result<Decision, Refusal>, shell::Error> {
    let keys = &desk.keys.at_rest;
    let Some(mut decision) = store::decision::lock(tx, keys, id, desk.unit).await? else {
        return Ok(Err(Refusal::not_found("decision", "许可决定")));
    };
    if let Err(refusal) = decision.complete(given) {
        return Ok(Err(refusal));
    }
    // Whoever is known only now is named in no text either.
    free_text::mask_texts(&mut decision.content, &decision.personal);
    store::decision::save(tx, keys, &decision).await?;
    if let Routing::Routed { push, .. } = decision.routing {
        let completion = Completion {
            push,
            decision: decision.content.clone(),
            personal: decision.personal.clone(),
            version: decision.version,
        };
        complete(tx, desk.outbox, desk.keys, &completion, desk.now).await?;
    }
    Ok(Ok(decision))
}
