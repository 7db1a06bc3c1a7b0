//! Art. 20 — What a return must say (退回原因). Code 02 names the unit that should have it; code 99 says what in words.
//! Not modelled yet: who decides whether the return was right, and rerouting.

use proto::words::exchange::ReturnCode;
use refusal::{Refusal, Violation, articles, is_hidden};

/// Longest remark, in characters.
pub(crate) const LONGEST_REMARK: usize = 500;

/// Whether a return says enough.
pub(crate) fn check(code: ReturnCode, remark: &str, suggests_a_unit: bool) -> Result<(), Refusal> {
    let mut violations = Vec::new();
    if remark.chars().count() > LONGEST_REMARK {
        violations.push(Violation::new("remark", "too_long", "at most 500 characters", "不超过500个字"));
    }
    if remark.chars().any(|c| is_hidden(c) && c != '\n') {
        let en = "characters that cannot be seen are not allowed";
        violations.push(Violation::new("remark", "characters", en, "不得含不可见字符"));
    }
    if code == ReturnCode::Other && remark.trim().is_empty() {
        let zh = "退回原因为“其他”时必须说明";
        violations.push(Violation::new("remark", "required", "required with code 99", zh));
    }
    if code == ReturnCode::OtherUnit && !suggests_a_unit {
        let zh = "退回原因为“应由其他部门监管”时必须填写建议部门";
        violations.push(Violation::new("suggested_unit", "required", "required with code 02", zh));
    }
    if violations.is_empty() { Ok(()) } else { Err(Refusal::invalid(violations).under(articles::ART_20)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_unit_must_be_named() {
        assert!(check(ReturnCode::OtherUnit, "", true).is_ok());
        assert_eq!(
            check(ReturnCode::OtherUnit, "", false).unwrap_err().violations[0].field,
            "suggested_unit"
        );
    }

    #[test]
    fn other_must_be_explained() {
        assert!(check(ReturnCode::Other, "不在本辖区", false).is_ok());
        assert_eq!(check(ReturnCode::Other, "  ", false).unwrap_err().violations[0].field, "remark");
    }

    #[test]
    fn the_longest_remark_is_accepted_and_one_more_is_not() {
        assert!(check(ReturnCode::Duplicate, &"字".repeat(500), false).is_ok());
        assert!(check(ReturnCode::Duplicate, &"字".repeat(501), false).is_err());
    }
}
