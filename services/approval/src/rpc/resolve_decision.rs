//! Names the item of an unrouted decision, which is then pushed.

use std::sync::Arc;

use ids::ItemCode;
use prost::Message;
use proto::approval::v1::{ResolveDecisionRequest, ResolveDecisionResponse};
use refusal::Refusal;
use shell::{Caller, Error, Write};

use super::{decision_wire, fields};
use crate::{App, operations};

/// Its path in the policy table.
pub(super) const RPC: &str = "/shenguan.approval.v1.DecisionService/ResolveDecision";

pub(super) async fn resolve_decision(
    app: Arc<App>,
    caller: Caller,
    request: ResolveDecisionRequest,
) -> Result<ResolveDecisionResponse, Error> {
    let body = request.encode_to_vec();
    let id = fields::id("id", &request.id)?;
    let unknown = |_| Refusal::field("item_code", "unknown", "not an item code", "不是有效的事项编码");
    let item: ItemCode = request.item_code.parse().map_err(unknown)?;
    let official = caller.acting_official()?;
    let attempt = super::attempt(RPC, &request.request_id, request.validate_only, &body);
    let mut write = match Write::begin(app.doors(), &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };

    let calendar = app.exchange.reference.calendar();
    let desk = app.desk(&caller.unit, &official, &calendar);
    let outcomes = operations::resolve_decision(write.tx(), &desk, &[(id, item)]).await?;
    let shown = decision_wire::masked(&operations::only(outcomes)?, desk.now);
    write.commit(&[id.to_string()], ResolveDecisionResponse { decision: Some(shown) }).await
}
