//! What is said of a lateness, as it was asked for.

use ids::{DutyId, RemarkId};
use jiff::Timestamp;
use refusal::{Refusal, is_hidden};
use seal::free_text::People;
use shell::Caller;

use crate::model::{Finding, Remark};

/// The longest text, in characters.
const LONGEST: usize = 1000;

/// What the acting official says of a duty.
pub(super) fn remark(
    caller: &Caller,
    duty: DutyId,
    at: Timestamp,
    text: String,
    finding: Option<Finding>,
) -> Result<Remark, Refusal> {
    let (unit, official) = (caller.unit.clone(), caller.acting_official()?);
    Ok(Remark { id: RemarkId::generate(), duty, unit, official, at, text, finding })
}

/// The text of a request.
pub(super) fn text(text: &str) -> Result<String, Refusal> {
    free_text("text", text)
}

/// A text in a field: 1 to 1000 characters that can be seen. Identity numbers and phones are kept masked, whoever's they are.
pub(super) fn free_text(field: &'static str, text: &str) -> Result<String, Refusal> {
    let refuse = |code, en, zh| Err(Refusal::field(field, code, en, zh));
    match text.chars().count() {
        _ if text.trim().is_empty() => refuse("required", "say why", "请填写说明"),
        count if count > LONGEST => refuse("too_long", "at most 1000 characters", "不超过1000个字"),
        _ if text.chars().any(is_hidden) => {
            refuse("characters", "characters that cannot be seen are not allowed", "不得含不可见字符")
        }
        _ => Ok(People::default().masked(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_1_to_1000_characters_that_can_be_seen() {
        for good in ["因台风停电。".to_owned(), "字".repeat(1000)] {
            assert_eq!(text(&good), Ok(good));
        }
        assert_eq!(text("经办电话19900000001。").unwrap(), "经办电话199****0001。");
        for (bad, code) in [
            (String::new(), "required"),
            ("　 ".to_owned(), "required"),
            ("字".repeat(1001), "too_long"),
            ("停\u{202e}电".to_owned(), "characters"),
        ] {
            assert_eq!(text(&bad).unwrap_err().violations[0].code, code);
        }
    }
}
