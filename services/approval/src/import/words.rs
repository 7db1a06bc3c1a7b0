//! The words that files write for codes: those of the publicity standard, in any width and with white space.

use proto::{
    Word,
    words::exchange::{CounterpartyKind, LicenceKind, PublishedState},
};

use super::draft::Draft;
use crate::rules::plain_text::for_matching;

/// No code of any table, so that the check names the column.
const UNKNOWN: i32 = -1;

/// 行政相对人类别.
pub(super) fn counterparty_kind(draft: &mut Draft, text: &str) {
    draft.decision.counterparty_kind = code::<CounterpartyKind>(&for_matching(text));
}

/// 许可类别, with the text behind 其他: `其他（备案）`, `其他:备案`.
pub(super) fn licence_kind(draft: &mut Draft, text: &str) {
    let word = for_matching(text);
    let Some(behind) = word.strip_prefix(LicenceKind::Other.zh()) else {
        draft.decision.licence_kind = code::<LicenceKind>(&word);
        return;
    };
    draft.decision.licence_kind = LicenceKind::Other.into();
    let behind = behind.trim_matches(|c: char| matches!(c, '(' | ')' | ':' | '-' | '—' | '_'));
    behind.clone_into(&mut draft.decision.licence_kind_text);
}

/// 当前状态: 1 有效, 2 无效; older files write 0 or nothing for 正常. What was decided was decided, so another state is a doubt
/// only.
pub(super) fn published_state(draft: &mut Draft, text: &str) {
    let (state, doubt) = match for_matching(text).as_str() {
        "" | "0" | "1" | "有效" | "正常" => (PublishedState::Valid, None),
        "2" | "无效" => (PublishedState::Invalid, Some("来源文件标记当前状态为无效")),
        _ => (PublishedState::Invalid, Some("来源文件的当前状态不在代码表中")),
    };
    draft.decision.published_state = state.into();
    draft.doubts.extend(doubt.map(ToOwned::to_owned));
}

fn code<W: Word>(word: &str) -> i32 {
    if word.is_empty() {
        return 0;
    }
    W::ALL.iter().copied().find(|kind| kind.zh() == word).map_or(UNKNOWN, Into::into)
}
