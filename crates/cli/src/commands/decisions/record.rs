//! How people see a decision.

use proto::approval::v1::Decision;

use crate::{
    output::{sheet, table},
    words,
};

/// A line each.
pub(super) fn lines(decisions: &[Decision]) -> String {
    let headings = [
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
    table(
        headings,
        decisions.iter().map(|decision| {
            let content = decision.content.clone().unwrap_or_default();
            [
                decision.id.clone(),
                if content.item_name.is_empty() { content.certificate_name } else { content.item_name },
                content.counterparty_name,
                content.document_number,
                content.certificate_number,
                content.decided_on,
                words::routing_state(decision.routing_state()).to_owned(),
                words::due(decision.push_deadline.as_ref()),
                words::yes(decision.late),
                content.missing_fields.len().to_string(),
            ]
        }),
    )
}

/// One decision in full.
pub(super) fn whole(decision: &Decision) -> String {
    let content = decision.content.clone().unwrap_or_default();
    let personal = decision.personal.clone().unwrap_or_default();
    let deadline = decision.push_deadline.as_ref();
    sheet([
        ("编号", decision.id.clone()),
        ("单位", decision.unit.clone()),
        ("事项", format!("{} {}", content.item_code, content.item_name)),
        ("办件编号", content.case_number.clone()),
        ("办理结果", words::decision_kind(content.decision_kind()).to_owned()),
        ("相对人", content.counterparty_name.clone()),
        ("相对人类别", words::counterparty_kind(content.counterparty_kind()).to_owned()),
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
        ("告知承诺", words::promise(&content)),
        ("要素缺失", content.missing_fields.join("、")),
        ("法律疑点", decision.doubts.join("；")),
        ("存量", words::yes(decision.stock)),
        ("分派", words::routing_state(decision.routing_state()).to_owned()),
        ("未分派原因", decision.unrouted_reason.clone()),
        ("推送", decision.push_id.clone()),
        ("推送期限", words::due(deadline)),
        ("期限说明", deadline.map_or_else(String::new, |deadline| deadline.explanation.clone())),
        ("登记时间", words::instant(decision.create_time.as_ref())),
        ("分派时间", words::instant(decision.route_time.as_ref())),
        ("逾期", words::yes(decision.late)),
    ])
}

fn validity(from: &str, to: &str) -> String {
    match (from, to) {
        ("", "") => String::new(),
        (from, "") => format!("{from} 起，长期"),
        (from, to) => format!("{from} 至 {to}"),
    }
}
