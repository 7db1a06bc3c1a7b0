//! The words that files write for codes.

use proto::exchange::v1::{CounterpartyKind, LicenceKind, PublishedState};

use crate::rules::plain_text::for_matching;

/// No code of any table, so that the check names the column.
const UNKNOWN: i32 = -1;

/// 行政相对人类别.
pub(in crate::import) fn counterparty_kind(text: &str) -> i32 {
    match for_matching(text).as_str() {
        "" => CounterpartyKind::Unspecified.into(),
        "法人及非法人组织" => CounterpartyKind::Organisation.into(),
        "自然人" => CounterpartyKind::Person.into(),
        "个体工商户" => CounterpartyKind::SoleTrader.into(),
        _ => UNKNOWN,
    }
}

/// 许可类别, with the text behind 其他: `其他（备案）`, `其他:备案`.
pub(in crate::import) fn licence_kind(text: &str) -> (i32, String) {
    let word = for_matching(text);
    let kind = match word.as_str() {
        "" => LicenceKind::Unspecified,
        "普通" => LicenceKind::Ordinary,
        "特许" => LicenceKind::Concession,
        "认可" => LicenceKind::Qualification,
        "核准" => LicenceKind::Approval,
        "登记" => LicenceKind::Registration,
        other => {
            let Some(text) = other.strip_prefix("其他") else { return (UNKNOWN, String::new()) };
            let text = text.trim_matches(|c: char| matches!(c, '(' | ')' | ':' | '-' | '—' | '_'));
            return (LicenceKind::Other.into(), text.to_owned());
        }
    };
    (kind.into(), String::new())
}

/// 当前状态: 1 有效, 2 无效; older files write 0 or nothing for 正常. What was decided was decided, so another state is a doubt
/// only.
pub(in crate::import) fn published_state(text: &str) -> (i32, Option<String>) {
    let (state, doubt) = match for_matching(text).as_str() {
        "" | "0" | "1" | "有效" | "正常" => (PublishedState::Valid, None),
        "2" | "无效" => (PublishedState::Invalid, Some("来源文件标记当前状态为无效")),
        _ => (PublishedState::Invalid, Some("来源文件的当前状态不在代码表中")),
    };
    (state.into(), doubt.map(ToOwned::to_owned))
}
