//! A person names the item of a decision that waits to be routed (待人工分派); it is pushed then.

use ids::ItemCode;
use proto::approval::v1::{ResolveDecisionRequest, ResolveDecisionResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_id};

use super::present;
use crate::{App, operations};

impl Act<App> for ResolveDecisionRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let id = parse_id("id", &self.id)?;
        let unknown = |_| Refusal::field("item_code", "unknown", "not an item code", "不是有效的事项编码");
        let item: ItemCode = self.item_code.parse().map_err(unknown)?;
        let with = app.record_context(&context.caller.unit, context.official()?, context.now);
        let decision = operations::resolve_decision(context, &with, id, item).await?;
        let shown = present::masked(&decision, context.now);
        Ok(Done::with(id, ResolveDecisionResponse { decision: Some(shown) }))
    }
}
