//! GB 11643-1999 — The citizen's identity number (公民身份号码): 18 characters with a birth date and a check character.

use jiff::civil::Date;
use refusal::Violation;
use seal::identity_number::{Defect, read};

use super::plain_text::fold_code;

/// The number, folded to ASCII with a capital X. A birth date after `today` is refused.
pub(crate) fn check(field: &str, text: &str, today: Date) -> Result<String, Violation> {
    let problem = |code, en, zh| Err(Violation::new(field, code, en, zh));
    match read(&fold_code(text)) {
        Ok(read) if read.born > today => {
            problem("birth_date", "the birth date is in the future", "出生日期晚于今天")
        }
        Ok(read) => Ok(read.number),
        Err(Defect::Length) => {
            problem("length", "an identity number has 18 characters", "身份证号码应为18位")
        }
        Err(Defect::Characters) => {
            problem("characters", "the first 17 characters are digits", "前17位应为数字")
        }
        Err(Defect::Division) => {
            problem("division", "does not begin with a division code", "前两位不是行政区划代码")
        }
        Err(Defect::BirthDate) => problem("birth_date", "holds no real birth date", "出生日期不存在"),
        Err(Defect::CheckCharacter) => problem("check_digit", "the check character is wrong", "校验码不符"),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        check("f", text, date(2026, 10, 8)).err().map(|violation| violation.code)
    }

    /// The number of a body of 17 digits.
    fn numbered(body: &str) -> String {
        "0123456789X"
            .chars()
            .map(|last| format!("{body}{last}"))
            .find(|number| code(number) != Some("check_digit"))
            .unwrap()
    }

    #[test]
    fn sound_numbers_are_accepted() {
        for text in ["371322189901010005", "371322189901010013", "371322189901010021", "37132218990101003X"] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn every_other_check_character_is_refused() {
        for last in "0123456789".chars() {
            assert_eq!(code(&format!("37132218990101003{last}")), Some("check_digit"));
        }
        assert_eq!(code("37132218990101000X"), Some("check_digit"));
    }

    #[test]
    fn a_small_x_and_full_width_are_folded() {
        for text in ["37132218990101003x", "３７１３２２１８９９０１０１００３ｘ", "371322 18990101 003X"]
        {
            assert_eq!(check("f", text, date(2026, 10, 8)), Ok("37132218990101003X".to_owned()));
        }
    }

    #[test]
    fn the_birth_date_is_real_and_not_in_the_future() {
        assert_eq!(code("371322189902300003"), Some("birth_date"));
        assert_eq!(code("371322189913010003"), Some("birth_date"));
        assert_eq!(code(&numbered("37132218960229000")), None, "a leap day");
        assert_eq!(code("371322190002290003"), Some("birth_date"), "1900 was no leap year");
        assert_eq!(code(&numbered("37132220261009000")), Some("birth_date"), "tomorrow");
        assert_eq!(code(&numbered("37132220261008000")), None, "today");
    }

    #[test]
    fn it_has_eighteen_characters_of_a_known_division() {
        assert_eq!(code("37132218990101000"), Some("length"));
        assert_eq!(code("3713221899010100055"), Some("length"));
        assert_eq!(code(""), Some("length"));
        assert_eq!(code("3713221899010100X5"), Some("characters"));
        assert_eq!(code("许71322189901010005"), Some("characters"));
        assert_eq!(code("001322189901010005"), Some("division"));
    }

    #[test]
    fn a_refusal_does_not_repeat_the_number() {
        let violation = check("f", "371322189901010006", date(2026, 10, 8)).unwrap_err();
        assert!(!format!("{violation:?}").contains("3713"));
    }
}
