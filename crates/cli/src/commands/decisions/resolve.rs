//! Names the item of a decision that waits to be routed by hand.

use clap::Args;
use ids::{DecisionId, ItemCode};
use proto::approval::v1::{ResolveDecisionRequest, decision_service_client::DecisionServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Resolve {
    /// 决定编号 / decision id
    id: DecisionId,
    /// 事项编码 / item code
    #[arg(long, value_name = "CODE")]
    item: ItemCode,
    #[command(flatten)]
    act: Act,
}

impl Resolve {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut decisions = DecisionServiceClient::new(session.calls(Service::Approval)?);
        let asked = ResolveDecisionRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            item_code: self.item.into(),
        };
        let answer = decisions.resolve_decision(request(asked)).await?.into_inner();
        session.output.one(&answer.decision.unwrap_or_default(), record::whole)
    }
}
