//! Pushes of the caller's unit.

use clap::Args;
use ids::ItemCode;
use proto::exchange::v1::{
    DeliveryState, ListPushesRequest, PushOverview, push_service_client::PushServiceClient,
};

use crate::{
    choices::{self, State},
    client::request,
    failure::Failure,
    output::table,
    pages::Pages,
    session::Session,
    target::Service,
    words,
};

#[derive(Args, Debug)]
pub(crate) struct List {
    /// 只列逾期推送的 / only pushes accepted after their deadline
    #[arg(long)]
    late: bool,
    /// 有处于此状态的送达 / with a delivery in this state
    #[arg(long, value_enum, value_name = "STATE")]
    state: Vec<State>,
    /// 事项编码 / item code
    #[arg(long, value_name = "CODE")]
    item: Vec<ItemCode>,
    /// 推送不早于（RFC 3339 或日期） / accepted at or after
    #[arg(long, value_name = "TIME", value_parser = choices::instant)]
    since: Option<prost_types::Timestamp>,
    /// 哪个服务 / which service
    #[arg(long, value_enum, default_value = "approval")]
    service: Service,
    #[command(flatten)]
    pages: Pages,
}

impl List {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut pushes = PushServiceClient::new(session.calls(self.service)?);
        let filter = ListPushesRequest {
            late_only: self.late,
            delivery_states: choices::numbers::<_, DeliveryState>(&self.state),
            item_codes: self.item.into_iter().map(String::from).collect(),
            accepted_from: self.since,
            ..ListPushesRequest::default()
        };
        let found = self
            .pages
            .collect(&mut session.output, async |page_size, page_token| {
                let asked = ListPushesRequest { page_size, page_token, ..filter.clone() };
                let answer = pushes.list_pushes(request(asked)).await?.into_inner();
                Ok((answer.pushes, answer.next_page_token))
            })
            .await?;
        session.output.many(&found, lines)
    }
}

fn lines(pushes: &[PushOverview]) -> String {
    let headings = ["编号", "内容", "推送时间", "推送期限", "逾期", "接收单位", "已送达", "已认领", "已退回"];
    table(
        headings,
        pushes.iter().map(|overview| {
            let push = overview.push.clone().unwrap_or_default();
            [
                push.id,
                push.title,
                words::instant(push.accept_time.as_ref()),
                words::due(push.push_deadline.as_ref()),
                words::yes(overview.late),
                overview.recipients.to_string(),
                overview.received.to_string(),
                overview.claimed.to_string(),
                overview.returned.to_string(),
            ]
        }),
    )
}
