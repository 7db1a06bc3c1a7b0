//! One decision.

use clap::Args;
use ids::DecisionId;
use proto::approval::v1::{GetDecisionRequest, decision_service_client::DecisionServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 决定编号 / decision id
    id: DecisionId,
    /// 显示个人信息原文，每次查看均留痕 / show personal data; every such read is recorded
    #[arg(long)]
    reveal: bool,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut decisions = DecisionServiceClient::new(session.calls(Service::Approval)?);
        let asked = GetDecisionRequest { id: self.id.to_string(), reveal_personal: self.reveal };
        let answer = decisions.get_decision(request(asked)).await?.into_inner();
        session.output.one(&answer.decision.unwrap_or_default(), record::whole)
    }
}
