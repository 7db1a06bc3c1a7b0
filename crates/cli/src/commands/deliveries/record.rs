//! How people see a delivery.

use proto::exchange::v1::{Delivery, Return};

use crate::{
    output::{sheet, table},
    words,
};

/// A line each.
pub(super) fn lines(deliveries: &[Delivery]) -> String {
    table(
        ["编号", "内容", "推送单位", "职责", "状态", "送达时间", "认领期限", "认领人", "逾期"],
        deliveries.iter().map(|delivery| {
            let push = delivery.push.clone().unwrap_or_default();
            [
                delivery.id.clone(),
                push.title,
                push.sender_unit,
                words::recipient_role(delivery.role()).to_owned(),
                words::delivery_state(delivery.state()).to_owned(),
                words::instant(delivery.receive_time.as_ref()),
                words::due(delivery.claim_deadline.as_ref()),
                delivery.claim.as_ref().map_or_else(String::new, |claim| claim.official.clone()),
                words::yes(delivery.overdue),
            ]
        }),
    )
}

/// One delivery in full.
pub(super) fn whole(delivery: &Delivery) -> String {
    let push = delivery.push.clone().unwrap_or_default();
    let decision = push.decision.clone().unwrap_or_default();
    let personal = delivery.personal.clone().unwrap_or_default();
    let claim = delivery.claim.clone().unwrap_or_default();
    let deadline = delivery.claim_deadline.as_ref();
    sheet([
        ("编号", delivery.id.clone()),
        ("推送", push.id.clone()),
        ("内容", push.title.clone()),
        ("推送单位", push.sender_unit.clone()),
        ("接收单位", delivery.unit.clone()),
        ("职责", words::recipient_role(delivery.role()).to_owned()),
        ("状态", words::delivery_state(delivery.state()).to_owned()),
        ("相对人", decision.counterparty_name.clone()),
        ("相对人类别", words::counterparty_kind(decision.counterparty_kind()).to_owned()),
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
        ("办理结果", words::decision_kind(decision.decision_kind()).to_owned()),
        ("许可文号", decision.document_number.clone()),
        ("许可证书", decision.certificate_name.clone()),
        ("许可编号", decision.certificate_number.clone()),
        ("许可内容", decision.content.clone()),
        ("决定日期", decision.decided_on.clone()),
        ("告知承诺", words::promise(&decision)),
        ("要素缺失", decision.missing_fields.join("、")),
        ("推送时间", words::instant(push.accept_time.as_ref())),
        ("送达时间", words::instant(delivery.receive_time.as_ref())),
        ("认领期限", words::due(deadline)),
        ("期限说明", deadline.map_or_else(String::new, |deadline| deadline.explanation.clone())),
        ("认领人", claim.official),
        ("认领时间", words::instant(claim.claim_time.as_ref())),
        ("退回", delivery.returns.iter().map(returned).collect::<Vec<_>>().join("；")),
        ("逾期", words::yes(delivery.overdue)),
    ])
}

/// One change of a watched delivery.
pub(super) fn change(delivery: &Delivery) -> String {
    let title = delivery.push.as_ref().map_or("", |push| push.title.as_str());
    let due = words::due(delivery.claim_deadline.as_ref());
    let state = words::delivery_state(delivery.state());
    format!("{}  {state}  期限 {due}  {title}", delivery.id).replace(char::is_control, " ")
}

fn returned(one: &Return) -> String {
    let parts = [
        words::instant(one.return_time.as_ref()),
        one.official.clone(),
        words::return_code(one.code()).to_owned(),
        one.suggested_unit.clone(),
        one.remark.clone(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
