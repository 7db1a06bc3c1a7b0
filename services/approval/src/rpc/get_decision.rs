//! One decision of the caller's unit; with personal data in clear when asked, which is recorded.

use std::sync::Arc;

use proto::approval::v1::{GetDecisionRequest, GetDecisionResponse};
use refusal::Refusal;
use shell::{Caller, Error, as_caller, revealed};

use super::{decision_wire, fields};
use crate::{App, store};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DecisionService/GetDecision";

/// The preset purpose of a reveal to the bureau that decided; nobody types one.
const PURPOSE: &str = "审批办理";

pub(super) async fn get_decision(
    app: Arc<App>,
    caller: Caller,
    request: GetDecisionRequest,
) -> Result<GetDecisionResponse, Error> {
    let id = fields::id("id", &request.id)?;
    if request.reveal_personal {
        // Whoever sees it is named in the record.
        caller.acting_official()?;
    }
    let mut tx = as_caller(app.doors(), &caller).await?;
    let keys = &app.exchange.keys.at_rest;
    let decision = store::decision::find(&mut tx, keys, id, &caller.unit)
        .await?
        .ok_or_else(|| Refusal::not_found("decision", "许可决定"))?;
    let now = app.doors().clock.now();
    if !request.reveal_personal {
        return Ok(GetDecisionResponse { decision: Some(decision_wire::masked(&decision, now)) });
    }
    revealed(app.doors(), &caller, tx, RPC, &[id.to_string()], PURPOSE).await?;
    Ok(GetDecisionResponse { decision: Some(decision_wire::clear(&decision, now)) })
}
