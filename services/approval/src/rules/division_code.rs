//! GB/T 2260 — Division codes (行政区划代码): 6 digits for a county, 9 for a street or township, 12 for a village.

use refusal::Violation;

use super::plain_text::fold_code;

/// The code, folded to ASCII. Whether the division exists is not looked up: divisions change.
pub(crate) fn check(field: &str, text: &str) -> Result<String, Violation> {
    let code = fold_code(text);
    let fits = matches!(code.len(), 6 | 9 | 12)
        && code.bytes().all(|b| b.is_ascii_digit())
        && !code.starts_with('0');
    if fits {
        return Ok(code);
    }
    Err(Violation::new(
        field,
        "division",
        "is not a division code of 6, 9 or 12 digits",
        "不是6位、9位或12位的行政区划代码",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counties_streets_and_villages_have_codes() {
        for code in ["371322", "371322001", "371322001001"] {
            assert_eq!(check("f", code), Ok(code.to_owned()));
        }
        assert_eq!(check("f", "３７１３２２"), Ok("371322".to_owned()));
    }

    #[test]
    fn other_lengths_and_characters_are_refused() {
        for code in ["", "37132", "3713220", "3713220010010", "37132X", "071322", "三七一三二二"] {
            assert_eq!(check("f", code).unwrap_err().code, "division", "{code}");
        }
    }
}
