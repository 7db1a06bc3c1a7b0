//! Synthetic decisions, on paper and as a row of a publicity file.

use ids::MessageId;
use proto::{
    approval::v1::RecordDecisionRequest,
    exchange::v1::{
        CounterpartyKind, DecisionKind, LicenceDecision, LicenceKind, PersonalData, PublishedState,
    },
};

/// A gas licence: led by zjj, supervised by yjj and zhzfj as well.
pub(crate) const GAS: &str = "XK3713220010";
/// A licence that scjgj alone supervises.
pub(crate) const MEDICINE: &str = "XK3713220003";

/// A fresh request id.
pub(crate) fn request_id() -> String {
    MessageId::generate().to_string()
}

/// A complete decision of 2026-10-08 on an item; `number` makes it one of its kind.
pub(crate) fn decision(item: &str, number: &str) -> LicenceDecision {
    let text = ToOwned::to_owned;
    LicenceDecision {
        item_code: text(item),
        item_name: text("示例许可"),
        case_number: format!("BJ-{number}"),
        decision_kind: DecisionKind::Grant.into(),
        counterparty_name: text("示例燃气有限公司"),
        counterparty_kind: CounterpartyKind::Organisation.into(),
        counterparty_uscc: text("91371322YYYY00012D"),
        premises_address: text("示例路1号"),
        division_code: text("371322"),
        document_name: text("准予行政许可决定书"),
        document_number: format!("示例审批许字〔2026〕{number}号"),
        licence_kind: LicenceKind::Ordinary.into(),
        certificate_name: text("示例许可证"),
        certificate_number: format!("SL{number}"),
        content: text("示例许可内容"),
        decided_on: text("2026-10-08"),
        valid_from: text("2026-10-08"),
        valid_to: text("2031-10-07"),
        deciding_authority: text("县行政审批服务局"),
        deciding_authority_uscc: text("11371322YYYY000553"),
        data_source: text("县行政审批服务局"),
        data_source_uscc: text("11371322YYYY000553"),
        published_state: PublishedState::Valid.into(),
        ..LicenceDecision::default()
    }
}

/// The people of a decision.
pub(crate) fn people() -> PersonalData {
    PersonalData {
        legal_representative: "钱示例".to_owned(),
        contact_name: "孙示例".to_owned(),
        contact_phone: "19900000000".to_owned(),
        ..PersonalData::default()
    }
}

/// The request to record [`decision`].
pub(crate) fn recording(item: &str, number: &str) -> RecordDecisionRequest {
    RecordDecisionRequest {
        request_id: request_id(),
        decision: Some(decision(item, number)),
        personal: Some(people()),
        ..RecordDecisionRequest::default()
    }
}

/// A publicity file with these decisions of [`people`].
pub(crate) fn publicity_file(decisions: &[LicenceDecision]) -> String {
    let mut lines = vec![HEADING.to_owned()];
    for d in decisions {
        let certificate = format!("{},{},{}", d.certificate_name, d.certificate_number, d.content);
        let dates = format!("{},{},{}", d.decided_on, d.valid_from, d.valid_to);
        lines.push(format!(
            "{},法人及非法人组织,{},{},,,{},{},普通,{certificate},{dates},{},{},1,{},{},{}",
            d.counterparty_name,
            d.counterparty_uscc,
            people().legal_representative,
            d.document_name,
            d.document_number,
            d.deciding_authority,
            d.deciding_authority_uscc,
            d.data_source,
            d.data_source_uscc,
            d.remark,
        ));
    }
    lines.join("\r\n")
}

const HEADING: &str = "行政相对人名称,行政相对人类别,行政相对人代码_1(统一社会信用代码),法定代表人,证件类型,证件号码,\
行政许可决定文书名称,行政许可决定文书号,许可类别,许可证书名称,许可编号,许可内容,许可决定日期,有效期自,有效期至,\
许可机关,许可机关统一社会信用代码,当前状态,数据来源单位,数据来源单位统一社会信用代码,备注";
