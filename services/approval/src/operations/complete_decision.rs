//! Adds what an imported decision lacks (补全要素), and tells the recipients of its push (Art. 22(2)).

use exchange::{
    Exchange,
    operations::{Completion, complete},
};
use ids::DecisionId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    host::Approval,
    model::{Completed, Decision, Routing},
    rules::decision_content::free_text,
    store,
};

/// Completes the decision with what is given. Only fields that were missing can be given.
pub(crate) async fn complete_decision(
    context: &mut Context<'_>,
    exchange: &Exchange<Approval>,
    id: DecisionId,
    given: Completed,
) -> Result<Decision, Error> {
    let keys = &exchange.keys.at_rest;
    let mut decision = store::decision::lock(context.tx, keys, id, &context.caller.unit)
        .await?
        .ok_or_else(|| Refusal::not_found("decision", "许可决定"))?;
    decision.complete(given)?;
    // Whoever is known only now is named in no text either.
    free_text::mask_texts(&mut decision.content, &decision.personal);
    store::decision::save(context.tx, keys, &decision).await?;
    if let Routing::Routed { push, .. } = decision.routing {
        let completion = Completion {
            push,
            decision: decision.content.clone(),
            personal: decision.personal.clone(),
            version: decision.version,
            at: context.now,
        };
        complete(context.tx, &mut context.messages, exchange, &completion).await?;
    }
    Ok(decision)
}
