//! Deliveries to the caller's unit.

use clap::Args;
use ids::{ItemCode, PushId};
use proto::exchange::v1::{
    DeliveryState, ListDeliveriesRequest, delivery_service_client::DeliveryServiceClient,
};

use super::record;
use crate::{
    choices::{self, State},
    client::request,
    failure::Failure,
    pages::Pages,
    session::Session,
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 状态，delivered 即待认领 / state
    #[arg(long, value_enum, value_name = "STATE")]
    state: Vec<State>,
    /// 只列逾期的 / only overdue ones
    #[arg(long)]
    overdue: bool,
    /// 期限早于（RFC 3339 或日期） / due before
    #[arg(long, value_name = "TIME", value_parser = choices::instant)]
    due_before: Option<prost_types::Timestamp>,
    /// 事项编码 / item code
    #[arg(long, value_name = "CODE")]
    item: Vec<ItemCode>,
    /// 推送编号 / push id
    #[arg(long, value_name = "ID")]
    push: Option<PushId>,
    /// 哪个服务 / which service
    #[arg(long, value_enum, default_value = "supervision")]
    service: Service,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut deliveries = DeliveryServiceClient::new(session.calls(self.service)?);
        let filter = ListDeliveriesRequest {
            states: choices::numbers::<_, DeliveryState>(&self.state),
            overdue_only: self.overdue,
            due_before: self.due_before,
            item_codes: self.item.into_iter().map(String::from).collect(),
            push_id: self.push.map_or_else(String::new, |id| id.to_string()),
            ..ListDeliveriesRequest::default()
        };
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListDeliveriesRequest { page_size, page_token, ..filter.clone() };
                let answer = deliveries.list_deliveries(request(asked)).await?.into_inner();
                Ok((answer.deliveries, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, record::lines)
    }
}
