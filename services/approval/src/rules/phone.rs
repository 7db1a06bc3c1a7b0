//! Art. 22(2) — The way to reach the counterparty (联系方式): a mobile number, or a landline number with its area code.

use refusal::Violation;

use super::plain_text::fold_code;

/// The number, folded to ASCII without blanks.
pub(crate) fn check(field: &str, text: &str) -> Result<String, Violation> {
    let number = fold_code(text);
    if is_mobile(&number) || is_landline(&number) {
        return Ok(number);
    }
    Err(Violation::new(
        field,
        "phone",
        "is neither a mobile number of 11 digits nor a landline number with its area code",
        "不是11位手机号码，也不是带区号的固定电话",
    ))
}

fn is_mobile(number: &str) -> bool {
    let mut digits = number.chars();
    number.len() == 11
        && are_digits(number)
        && digits.next() == Some('1')
        && digits.next().is_some_and(|second| ('3'..='9').contains(&second))
}

/// `0`, two or three more digits of the area, perhaps a hyphen, seven or eight digits.
fn is_landline(number: &str) -> bool {
    let Some(rest) = number.strip_prefix('0') else { return false };
    if let Some((area, local)) = rest.split_once('-') {
        return are_digits(area)
            && are_digits(local)
            && (2..=3).contains(&area.len())
            && (7..=8).contains(&local.len());
    }
    are_digits(rest) && (9..=11).contains(&rest.len())
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_and_landline_numbers_are_accepted() {
        for text in [
            "19900000000",
            "13900000000",
            "0539-0000000",
            "010-00000000",
            "05390000000",
            "053900000000",
            "0100000000",
        ] {
            assert_eq!(check("f", text), Ok(text.to_owned()));
        }
    }

    #[test]
    fn width_and_blanks_are_folded() {
        assert_eq!(check("f", "１９９ 0000 0000"), Ok("19900000000".to_owned()));
        assert_eq!(check("f", "0539－0000000"), Ok("0539-0000000".to_owned()));
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "",
            "1",
            "1990000000",
            "199000000000",
            "12900000000",
            "0-0000000",
            "05391-0000000",
            "0539-000000",
            "无",
            "0539-0000000-1",
            "１２",
        ] {
            assert_eq!(check("f", text).unwrap_err().code, "phone", "{text}");
        }
    }
}
