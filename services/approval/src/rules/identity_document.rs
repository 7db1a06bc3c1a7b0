//! 双公示 standard, 证件类型 — The documents by which a natural person is identified.

use jiff::civil::Date;
use refusal::Violation;

use super::{
    identity_number,
    plain_text::{fold_code, for_matching},
};

/// Longest number of a document, in characters.
pub(crate) const LONGEST_NUMBER: usize = 64;

/// What files write, and the term that is kept.
const TYPES: [(&str, &str); 10] = [
    ("身份证", "身份证"),
    ("居民身份证", "身份证"),
    ("港澳居民来往内地通行证", "港澳居民来往内地通行证"),
    ("台湾居民来往大陆通行证", "台湾居民来往大陆通行证"),
    ("港澳居民居住证", "港澳居民居住证"),
    ("台湾居民居住证", "台湾居民居住证"),
    ("港澳台居民居住证", "港澳台居民居住证"),
    ("护照", "护照"),
    ("护照号", "护照"),
    ("外国人永久居留身份证", "外国人永久居留身份证"),
];

/// The term of a type of document.
pub(crate) fn check_type(field: &str, text: &str) -> Result<String, Violation> {
    let wanted = for_matching(text);
    match TYPES.iter().find(|(written, _)| *written == wanted) {
        Some((_, term)) => Ok((*term).to_owned()),
        None => {
            Err(Violation::new(field, "unknown", "unknown type of identity document", "证件类型不在代码表中"))
        }
    }
}

/// The number of a document of a checked type: an identity number, or up to 64 letters, digits, brackets and hyphens.
pub(crate) fn check_number(field: &str, kind: &str, text: &str, today: Date) -> Result<String, Violation> {
    if kind == "身份证" {
        return identity_number::check(field, text, today);
    }
    let number = fold_code(text).to_ascii_uppercase();
    if number.chars().count() > LONGEST_NUMBER {
        return Err(Violation::new(
            field,
            "too_long",
            format!("has more than {LONGEST_NUMBER} characters"),
            format!("超过{LONGEST_NUMBER}个字符"),
        ));
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '(' | ')' | '/');
    if number.is_empty() || !number.chars().all(fits) {
        return Err(Violation::new(field, "characters", "is not a document number", "不是有效的证件号码"));
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn number(kind: &str, text: &str) -> Result<String, &'static str> {
        check_number("f", kind, text, date(2026, 10, 8)).map_err(|violation| violation.code)
    }

    #[test]
    fn the_ways_of_writing_a_type_are_one() {
        assert_eq!(check_type("f", " 居民身份证").unwrap(), "身份证");
        assert_eq!(check_type("f", "护照号").unwrap(), "护照");
        assert_eq!(check_type("f", "驾驶证").unwrap_err().code, "unknown");
        assert_eq!(check_type("f", "").unwrap_err().code, "unknown");
    }

    #[test]
    fn only_an_identity_card_has_an_identity_number() {
        assert_eq!(number("身份证", "371322189901010006"), Err("check_digit"));
        assert_eq!(number("护照", "ｙ0000000"), Ok("Y0000000".to_owned()));
        assert_eq!(number("护照", "'; --"), Err("characters"));
        assert_eq!(number("护照", ""), Err("characters"));
    }

    #[test]
    fn a_number_has_at_most_64_characters() {
        assert!(number("护照", &"A".repeat(64)).is_ok());
        assert_eq!(number("护照", &"A".repeat(65)), Err("too_long"));
    }
}
