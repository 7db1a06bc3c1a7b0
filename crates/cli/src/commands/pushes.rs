//! A push is told to several units; the sender sees who has received, claimed and returned it.

use clap::Subcommand;
use client::words::{due, instant, yes};
use ids::{ItemCode, PushId};
use proto::{
    exchange::v1::{Delivery, GetPushRequest, GetPushResponse, ListPushesRequest, PushOverview},
    words::exchange::DeliveryState,
};

use crate::{
    failure::Failure,
    output::{Row, Show, sheet, table},
    pages::Pages,
    session::Session,
    target::Service,
    typed::{self, numbers, texts, word},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Pushes {
    /// 本单位的推送 / pushes of the unit
    List {
        /// 只列逾期推送的 / only pushes accepted after their deadline
        #[arg(long)]
        late: bool,
        /// 有处于此状态的送达 / with a delivery in this state
        #[arg(long, value_parser = word::<DeliveryState>(), value_name = "STATE")]
        state: Vec<DeliveryState>,
        /// 事项编码 / item code
        #[arg(long, value_name = "CODE")]
        item: Vec<ItemCode>,
        /// 推送不早于（RFC 3339 或日期） / accepted at or after
        #[arg(long, value_name = "TIME", value_parser = typed::instant)]
        since: Option<prost_types::Timestamp>,
        /// 哪个服务 / which service
        #[arg(long, value_enum, default_value = "approval")]
        service: Service,
        #[command(flatten)]
        pages: Pages,
    },
    /// 一条推送及其送达 / one push with its deliveries
    Get {
        /// 推送编号 / push id
        id: PushId,
        /// 哪个服务 / which service
        #[arg(long, value_enum, default_value = "approval")]
        service: Service,
    },
}

impl Pushes {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List { late, state, item, since, service, pages } => {
                let asked = ListPushesRequest {
                    late_only: late,
                    delivery_states: numbers(state),
                    item_codes: texts(&item),
                    accepted_from: since,
                    ..Default::default()
                };
                session.at(service).list(&pages, asked).await
            }
            Self::Get { id, service } => {
                session.at(service).get(GetPushRequest { id: id.to_string() }).await?.show_whole()
            }
        }
    }
}

impl Row<9> for PushOverview {
    const HEAD: [&'static str; 9] =
        ["编号", "内容", "推送时间", "推送期限", "逾期", "接收单位", "已送达", "已认领", "已退回"];

    fn row(&self) -> [String; 9] {
        let push = self.push.clone().unwrap_or_default();
        [
            push.id,
            push.title,
            instant(push.accept_time.as_ref()),
            due(push.push_deadline.as_ref()),
            yes(self.late),
            self.recipients.to_string(),
            self.received.to_string(),
            self.claimed.to_string(),
            self.returned.to_string(),
        ]
    }
}

impl Show for GetPushResponse {
    fn sheet(&self) -> String {
        let push = self.push.clone().unwrap_or_default();
        let deadline = push.push_deadline.as_ref();
        let head = sheet([
            ("编号", push.id.clone()),
            ("内容", push.title.clone()),
            ("推送单位", push.sender_unit.clone()),
            ("决定", push.source_id.clone()),
            ("推送时间", instant(push.accept_time.as_ref())),
            ("推送期限", due(deadline)),
            ("期限说明", deadline.map_or_else(String::new, |deadline| deadline.explanation.clone())),
            ("责任清单版本", push.map_version.to_string()),
            ("存量", yes(push.stock)),
        ]);
        format!("{head}\n\n{}", recipients(&self.deliveries))
    }
}

/// Deliveries as the sender sees them; their receivers have other columns.
fn recipients(deliveries: &[Delivery]) -> String {
    table(
        ["送达", "单位", "职责", "状态", "送达时间", "认领期限", "认领人", "认领时间", "退回", "逾期"],
        deliveries.iter().map(|delivery| {
            let claim = delivery.claim.clone().unwrap_or_default();
            [
                delivery.id.clone(),
                delivery.unit.clone(),
                delivery.role().zh().to_owned(),
                delivery.state().zh().to_owned(),
                instant(delivery.receive_time.as_ref()),
                due(delivery.claim_deadline.as_ref()),
                claim.official,
                instant(claim.claim_time.as_ref()),
                delivery.returns.last().map_or("", |last| last.code().zh()).to_owned(),
                yes(delivery.overdue),
            ]
        }),
    )
}
