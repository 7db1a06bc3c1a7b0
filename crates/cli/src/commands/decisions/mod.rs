//! A licence decision (行政许可决定) is imported, and pushed once its item says to whom; what it lacks is added by hand.

mod import;
mod verdict_file;

use clap::{Args, Subcommand};
use client::words::{due, instant, promise, yes};
use ids::{DecisionId, ItemCode};
use jiff::civil::Date;
use proto::{
    approval::v1::{
        CompleteDecisionRequest, Decision, GetDecisionRequest, ListDecisionsRequest, ResolveDecisionRequest,
    },
    words::approval::RoutingState,
};

use crate::{
    failure::Failure,
    output::{Row, Show, sheet},
    pages::Pages,
    session::{Act, Session},
    target::Service,
    typed::{numbers, text, texts, word},
};

#[derive(Subcommand, Debug)]
pub(crate) enum Decisions {
    /// 导入公示文件（CSV、XLSX） / import a publicity file; repeating it is safe
    Import(import::Import),
    /// 一条决定 / one decision
    Get {
        /// 决定编号 / decision id
        id: DecisionId,
        /// 显示个人信息原文，每次查看均留痕 / show personal data; every such read is recorded
        #[arg(long)]
        reveal: bool,
    },
    /// 本单位的决定 / decisions of the unit
    List {
        /// 分派状态，unrouted 即待人工分派队列 / routing state
        #[arg(long, value_parser = word::<RoutingState>(), value_name = "STATE")]
        routing: Vec<RoutingState>,
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
    },
    /// 指定事项，使待人工分派的决定得以推送 / route a decision by hand
    Resolve {
        /// 决定编号 / decision id
        id: DecisionId,
        /// 事项编码 / item code
        #[arg(long, value_name = "CODE")]
        item: ItemCode,
        #[command(flatten)]
        act: Act,
    },
    /// 补齐缺失要素 / add what an imported decision lacks
    Complete {
        /// 决定编号 / decision id
        id: DecisionId,
        #[command(flatten)]
        given: Given,
        #[command(flatten)]
        act: Act,
    },
}

#[derive(Args, Debug)]
#[group(required = true, multiple = true)]
pub(crate) struct Given {
    /// 办件编号 / case number
    #[arg(long, value_name = "TEXT")]
    case_number: Option<String>,
    /// 联系人 / contact person
    #[arg(long, value_name = "TEXT")]
    contact_name: Option<String>,
    /// 联系电话 / contact phone
    #[arg(long, value_name = "TEXT")]
    contact_phone: Option<String>,
    /// 经营场所地址 / address of the premises
    #[arg(long, value_name = "TEXT")]
    premises_address: Option<String>,
}

impl Decisions {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let approval = session.at(Service::Approval);
        match self {
            Self::Import(import) => import.run(session).await,
            Self::Get { id, reveal } => {
                let asked = GetDecisionRequest { id: id.to_string(), reveal_personal: reveal };
                approval.get(asked).await?.show(|answer| answer.decision)
            }
            Self::List { routing, missing, item, number, from, to, pages } => {
                let asked = ListDecisionsRequest {
                    routing_states: numbers(routing),
                    missing_only: missing,
                    item_codes: texts(&item),
                    number,
                    decided_from: text(from),
                    decided_to: text(to),
                    ..Default::default()
                };
                approval.list(&pages, asked).await
            }
            Self::Resolve { id, item, act } => {
                let asked = ResolveDecisionRequest {
                    id: id.to_string(),
                    item_code: item.into(),
                    ..Default::default()
                };
                approval.act(&act, asked).await?.show(|answer| answer.decision)
            }
            Self::Complete { id, given, act } => {
                let asked = CompleteDecisionRequest {
                    id: id.to_string(),
                    case_number: given.case_number.unwrap_or_default(),
                    contact_name: given.contact_name.unwrap_or_default(),
                    contact_phone: given.contact_phone.unwrap_or_default(),
                    premises_address: given.premises_address.unwrap_or_default(),
                    ..Default::default()
                };
                approval.act(&act, asked).await?.show(|answer| answer.decision)
            }
        }
    }
}

impl Row<10> for Decision {
    const HEAD: [&'static str; 10] = [
        "编号",
        "事项",
        "相对人",
        "许可文号",
        "许可编号",
        "决定日期",
        "分派",
        "推送期限",
        "逾期",
        "要素缺失",
    ];

    fn row(&self) -> [String; 10] {
        let content = self.content.clone().unwrap_or_default();
        [
            self.id.clone(),
            if content.item_name.is_empty() { content.certificate_name } else { content.item_name },
            content.counterparty_name,
            content.document_number,
            content.certificate_number,
            content.decided_on,
            self.routing_state().zh().to_owned(),
            due(self.push_deadline.as_ref()),
            yes(self.late),
            content.missing_fields.len().to_string(),
        ]
    }
}

impl Show for Decision {
    fn sheet(&self) -> String {
        let content = self.content.clone().unwrap_or_default();
        let personal = self.personal.clone().unwrap_or_default();
        let deadline = self.push_deadline.as_ref();
        sheet([
            ("编号", self.id.clone()),
            ("单位", self.unit.clone()),
            ("事项", format!("{} {}", content.item_code, content.item_name)),
            ("办件编号", content.case_number.clone()),
            ("办理结果", content.decision_kind().zh().to_owned()),
            ("相对人", content.counterparty_name.clone()),
            ("相对人类别", content.counterparty_kind().zh().to_owned()),
            ("统一社会信用代码", content.counterparty_uscc.clone()),
            ("自然人姓名", personal.person_name),
            ("自然人证件号码", personal.person_id_number),
            ("法定代表人", personal.legal_representative),
            ("法定代表人证件号码", personal.legal_representative_id_number),
            ("联系人", personal.contact_name),
            ("联系电话", personal.contact_phone),
            ("许可文号原文", personal.document_number),
            ("许可编号原文", personal.certificate_number),
            ("经营场所地址", content.premises_address.clone()),
            ("许可文号", content.document_number.clone()),
            ("许可证书", content.certificate_name.clone()),
            ("许可编号", content.certificate_number.clone()),
            ("许可内容", content.content.clone()),
            ("决定日期", content.decided_on.clone()),
            ("有效期", validity(&content.valid_from, &content.valid_to)),
            ("许可机关", content.deciding_authority.clone()),
            ("告知承诺", promise(&content)),
            ("要素缺失", content.missing_fields.join("、")),
            ("法律疑点", self.doubts.join("；")),
            ("存量", yes(self.stock)),
            ("分派", self.routing_state().zh().to_owned()),
            ("未分派原因", self.unrouted_reason.clone()),
            ("推送", self.push_id.clone()),
            ("推送期限", due(deadline)),
            ("期限说明", deadline.map_or_else(String::new, |deadline| deadline.explanation.clone())),
            ("登记时间", instant(self.create_time.as_ref())),
            ("分派时间", instant(self.route_time.as_ref())),
            ("逾期", yes(self.late)),
        ])
    }
}

fn validity(from: &str, to: &str) -> String {
    match (from, to) {
        ("", "") => String::new(),
        (from, "") => format!("{from} 起，长期"),
        (from, to) => format!("{from} 至 {to}"),
    }
}
