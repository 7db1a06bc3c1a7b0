//! Records a decision, routes it and pushes it (Art. 22).

use std::sync::Arc;

use prost::Message;
use proto::approval::v1::{RecordDecisionRequest, RecordDecisionResponse};
use refusal::{Refusal, articles};
use shell::{Caller, Error, Write};

use super::decision_wire;
use crate::{
    App,
    operations::{self, Draft, Recorded},
    rules::decision_content::{self, Completeness},
};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DecisionService/RecordDecision";

pub(super) async fn record_decision(
    app: Arc<App>,
    caller: Caller,
    request: RecordDecisionRequest,
) -> Result<RecordDecisionResponse, Error> {
    let body = request.encode_to_vec();
    let draft = draft(&app, &request)?;
    let official = caller.acting_official()?;
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };

    let calendar = app.exchange.reference.calendar();
    let desk = app.desk(&caller.unit, &official, &calendar);
    // On the heap: it holds decisions as they are made.
    let outcomes = Box::pin(operations::record_decision(write.tx(), &desk, vec![draft])).await?;
    let (decision, duplicate) = match operations::only(outcomes)? {
        Recorded::New(decision, _) => (decision, false),
        Recorded::Duplicate(decision) => (decision, true),
    };
    let objects = [decision.id.to_string()];
    let mut shown = decision_wire::masked(&decision, desk.now);
    if request.validate_only && !duplicate {
        // Nothing was recorded, so there is no record to name.
        shown.id.clear();
        shown.push_id.clear();
    }
    write.commit(&objects, RecordDecisionResponse { decision: Some(shown), duplicate }).await
}

fn draft(app: &App, request: &RecordDecisionRequest) -> Result<Draft, Refusal> {
    let completeness = Completeness::Full;
    let content = request.decision.clone().unwrap_or_default();
    let personal = request.personal.clone().unwrap_or_default();
    let checked = decision_content::check(&content, &personal, app.doors().clock.today(), completeness)
        .map_err(|violations| Refusal::invalid(violations).under(articles::ART_22_2))?;
    Ok(Draft { checked, completeness, stock: request.stock })
}
