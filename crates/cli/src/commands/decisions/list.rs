//! Decisions of the caller's unit.

use clap::Args;
use ids::ItemCode;
use jiff::civil::Date;
use proto::approval::v1::{
    ListDecisionsRequest, RoutingState, decision_service_client::DecisionServiceClient,
};

use super::record;
use crate::{
    choices::{self, Routing},
    client::request,
    failure::Failure,
    pages::Pages,
    session::Session,
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 分派状态，unrouted 即待人工分派队列 / routing state
    #[arg(long, value_enum, value_name = "STATE")]
    routing: Vec<Routing>,
    /// 只列要素缺失的 / only with required fields missing
    #[arg(long)]
    missing: bool,
    /// 事项编码 / item code
    #[arg(long, value_name = "CODE")]
    item: Vec<ItemCode>,
    /// 许可文号或许可编号 / document or certificate number
    #[arg(long, default_value = "", hide_default_value = true)]
    number: String,
    /// 决定日期不早于 / decided on or after
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// 决定日期不晚于 / decided on or before
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut decisions = DecisionServiceClient::new(session.calls(Service::Approval)?);
        let filter = ListDecisionsRequest {
            routing_states: choices::numbers::<_, RoutingState>(&self.routing),
            missing_only: self.missing,
            item_codes: self.item.into_iter().map(String::from).collect(),
            number: self.number,
            decided_from: choices::day(self.from),
            decided_to: choices::day(self.to),
            ..ListDecisionsRequest::default()
        };
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListDecisionsRequest { page_size, page_token, ..filter.clone() };
                let answer = decisions.list_decisions(request(asked)).await?.into_inner();
                Ok((answer.decisions, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}
