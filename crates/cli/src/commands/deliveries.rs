//! A delivery (送达) is one unit's copy of a push: it claims it, or returns it with one of the codes of the form.

use clap::Subcommand;
use client::words::{due, instant, promise, yes};
use ids::{DeliveryId, ItemCode, PushId, UnitCode};
use proto::{
    exchange::v1::{
        BatchClaimDeliveriesRequest, BatchClaimResult, ClaimDeliveryRequest, Delivery, GetDeliveryRequest,
        ListDeliveriesRequest, Return, ReturnDeliveryRequest, WatchDeliveriesRequest,
        WatchDeliveriesResponse, delivery_service_client::DeliveryServiceClient,
    },
    words::exchange::{DeliveryState, ReturnCode},
};

use crate::{
    failure::{Exit, Failure},
    follow::{FOLLOW_HELP, Follow, Seen},
    output::{Row, Show, sheet},
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{self, numbers, text, texts, word},
};

/// The most that one call may claim.
const BATCH: usize = 100;

#[derive(Subcommand, Debug)]
pub(crate) enum Deliveries {
    /// 送达本单位的推送 / deliveries to the unit
    List {
        /// 状态，delivered 即待认领 / state
        #[arg(long, value_parser = word::<DeliveryState>(), value_name = "STATE")]
        state: Vec<DeliveryState>,
        /// 只列逾期的 / only overdue ones
        #[arg(long)]
        overdue: bool,
        /// 期限早于（RFC 3339 或日期） / due before
        #[arg(long, value_name = "TIME", value_parser = typed::instant)]
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
    },
    /// 一条送达 / one delivery
    Get {
        /// 送达编号 / delivery id
        id: DeliveryId,
        /// 为监管履职显示个人信息原文，每次查看均留痕 / show personal data for supervision; every such read is recorded
        #[arg(long)]
        reveal: bool,
        /// 哪个服务 / which service
        #[arg(long, value_enum, default_value = "supervision")]
        service: Service,
    },
    /// 持续显示变化，可断点续看 / follow changes from a cursor on
    #[command(after_help = FOLLOW_HELP)]
    Watch {
        #[command(flatten)]
        follow: Follow,
        /// 哪个服务 / which service
        #[arg(long, value_enum, default_value = "supervision")]
        service: Service,
    },
    /// 认领一条或多条 / claim deliveries
    #[command(after_help = "\
JSON：每个编号一项的数组。有任何一条未能认领时退出码为 4（只给一个编号时为该错误的退出码）。
JSON: an array with one result an id. If any was not claimed the exit code is 4; with a single id, that of
its error.")]
    Claim {
        /// 送达编号 / delivery ids
        #[arg(required = true, num_args = 1..)]
        ids: Vec<DeliveryId>,
        /// 哪个服务 / which service
        #[arg(long, value_enum, default_value = "supervision")]
        service: Service,
        #[command(flatten)]
        act: Act,
    },
    /// 退回 / return a delivery
    Return {
        /// 送达编号 / delivery id
        id: DeliveryId,
        /// 退回原因；02 须 --suggest，99 须 --remark / why; 02 needs --suggest, 99 needs --remark
        #[arg(long, value_parser = word::<ReturnCode>(), value_name = "CODE")]
        code: ReturnCode,
        /// 说明，不超过500字 / remark
        #[arg(
            long,
            default_value = "",
            hide_default_value = true,
            required_if_eq("code", "99"),
            value_name = "TEXT"
        )]
        remark: String,
        /// 应由哪个单位监管 / the unit that should have it
        #[arg(long, required_if_eq("code", "02"), value_name = "UNIT")]
        suggest: Option<UnitCode>,
        /// 哪个服务 / which service
        #[arg(long, value_enum, default_value = "supervision")]
        service: Service,
        #[command(flatten)]
        act: Act,
    },
}

impl Deliveries {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        match self {
            Self::List { state, overdue, due_before, item, push, service, pages } => {
                let asked = ListDeliveriesRequest {
                    states: numbers(state),
                    overdue_only: overdue,
                    due_before,
                    item_codes: texts(&item),
                    push_id: text(push),
                    ..Default::default()
                };
                session.at(service).list(&pages, asked).await
            }
            Self::Get { id, reveal, service } => {
                let asked = GetDeliveryRequest { id: id.to_string(), reveal_personal: reveal };
                session.at(service).get(asked).await?.show(|answer| answer.delivery)
            }
            Self::Watch { follow, service } => watch(session, service, follow).await,
            Self::Claim { ids, service, act } => claim(session, service, &ids, &act).await,
            Self::Return { id, code, remark, suggest, service, act } => {
                let asked = ReturnDeliveryRequest {
                    id: id.to_string(),
                    code: code.into(),
                    remark,
                    suggested_unit: text(suggest),
                    ..Default::default()
                };
                session.at(service).act(&act, asked).await?.show(|answer| answer.delivery)
            }
        }
    }
}

async fn watch(session: &mut Session, service: Service, follow: Follow) -> Result<(), Failure> {
    let mut deliveries = DeliveryServiceClient::new(session.calls(service)?);
    let asked = WatchDeliveriesRequest { cursor: follow.cursor.clone() };
    let changes = deliveries.watch_deliveries(asked).await?.into_inner();
    let seen = |change: &WatchDeliveriesResponse| Seen {
        cursor: change.cursor.clone(),
        line: change.delivery.as_ref().map(changed),
    };
    follow.show(session, changes, seen).await
}

async fn claim(
    session: &mut Session,
    service: Service,
    ids: &[DeliveryId],
    act: &Act,
) -> Result<(), Failure> {
    if act.request_id.is_some() && ids.len() > BATCH {
        return Err(Failure::usage(
            "一次超过100条时不能指定 --request-id",
            "--request-id names one call, which claims at most 100",
        ));
    }
    let mut results = Vec::new();
    if let [one] = ids {
        results.push(claim_one(session, service, *one, act).await?);
    } else {
        for ids in ids.chunks(BATCH) {
            let asked = BatchClaimDeliveriesRequest { ids: texts(ids), ..Default::default() };
            results.extend(session.at(service).act(act, asked).await?.answer.results);
        }
    }
    session.output.rows(&results)?;
    let refused = results.iter().filter(|result| !result.reason.is_empty()).count();
    if refused == 0 {
        return Ok(());
    }
    Err(Failure::found(
        Exit::Precondition,
        format!("{refused} 条未能认领"),
        format!("{refused} of {} were not claimed", results.len()),
    ))
}

/// A refusal keeps all its details: who has claimed it, and when.
async fn claim_one(
    session: &mut Session,
    service: Service,
    id: DeliveryId,
    act: &Act,
) -> Result<BatchClaimResult, Failure> {
    let asked = ClaimDeliveryRequest { id: id.to_string(), ..Default::default() };
    let delivery = session.at(service).act(act, asked).await?.answer.delivery;
    let claim = delivery.and_then(|delivery| delivery.claim);
    Ok(BatchClaimResult { id: id.to_string(), claim, ..Default::default() })
}

impl Row<9> for Delivery {
    const HEAD: [&'static str; 9] =
        ["编号", "内容", "推送单位", "职责", "状态", "送达时间", "认领期限", "认领人", "逾期"];

    fn row(&self) -> [String; 9] {
        let push = self.push.clone().unwrap_or_default();
        [
            self.id.clone(),
            push.title,
            push.sender_unit,
            self.role().zh().to_owned(),
            self.state().zh().to_owned(),
            instant(self.receive_time.as_ref()),
            due(self.claim_deadline.as_ref()),
            self.claim.as_ref().map_or_else(String::new, |claim| claim.official.clone()),
            yes(self.overdue),
        ]
    }
}

impl Show for Delivery {
    fn sheet(&self) -> String {
        let push = self.push.clone().unwrap_or_default();
        let decision = push.decision.clone().unwrap_or_default();
        let personal = self.personal.clone().unwrap_or_default();
        let claim = self.claim.clone().unwrap_or_default();
        let deadline = self.claim_deadline.as_ref();
        sheet([
            ("编号", self.id.clone()),
            ("推送", push.id.clone()),
            ("内容", push.title.clone()),
            ("推送单位", push.sender_unit.clone()),
            ("接收单位", self.unit.clone()),
            ("职责", self.role().zh().to_owned()),
            ("状态", self.state().zh().to_owned()),
            ("相对人", decision.counterparty_name.clone()),
            ("相对人类别", decision.counterparty_kind().zh().to_owned()),
            ("统一社会信用代码", decision.counterparty_uscc.clone()),
            ("自然人姓名", personal.person_name),
            ("自然人证件号码", personal.person_id_number),
            ("法定代表人", personal.legal_representative),
            ("法定代表人证件号码", personal.legal_representative_id_number),
            ("联系人", personal.contact_name),
            ("联系电话", personal.contact_phone),
            ("许可文号原文", personal.document_number),
            ("许可编号原文", personal.certificate_number),
            ("经营场所地址", decision.premises_address.clone()),
            ("办理结果", decision.decision_kind().zh().to_owned()),
            ("许可文号", decision.document_number.clone()),
            ("许可证书", decision.certificate_name.clone()),
            ("许可编号", decision.certificate_number.clone()),
            ("许可内容", decision.content.clone()),
            ("决定日期", decision.decided_on.clone()),
            ("告知承诺", promise(&decision)),
            ("要素缺失", decision.missing_fields.join("、")),
            ("推送时间", instant(push.accept_time.as_ref())),
            ("送达时间", instant(self.receive_time.as_ref())),
            ("认领期限", due(deadline)),
            ("期限说明", deadline.map_or_else(String::new, |deadline| deadline.explanation.clone())),
            ("认领人", claim.official),
            ("认领时间", instant(claim.claim_time.as_ref())),
            ("退回", self.returns.iter().map(returned).collect::<Vec<_>>().join("；")),
            ("逾期", yes(self.overdue)),
        ])
    }
}

/// A change of a delivery, in one line.
fn changed(delivery: &Delivery) -> String {
    let title = delivery.push.as_ref().map_or("", |push| push.title.as_str());
    let until = due(delivery.claim_deadline.as_ref());
    let state = delivery.state().zh();
    format!("{}  {state}  期限 {until}  {title}", delivery.id).replace(char::is_control, " ")
}

fn returned(one: &Return) -> String {
    let parts = [
        instant(one.return_time.as_ref()),
        one.official.clone(),
        one.code().zh().to_owned(),
        one.suggested_unit.clone(),
        one.remark.clone(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

impl Row<4> for BatchClaimResult {
    const HEAD: [&'static str; 4] = ["送达", "认领人", "认领时间", "未能认领的原因"];

    fn row(&self) -> [String; 4] {
        let claim = self.claim.clone().unwrap_or_default();
        [
            self.id.clone(),
            claim.official,
            instant(claim.claim_time.as_ref()),
            format!("{} {}", self.message_zh, self.reason).trim().to_owned(),
        ]
    }
}
