//! GB 32100-2015 — The unified social credit code (统一社会信用代码): 18 characters, the last a check character.

use refusal::Violation;

use super::plain_text::fold_code;

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/// A code whose check character is right.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Uscc(String);

/// The code, folded to ASCII capitals. An O is never taken for a 0: a guess could name another organisation.
pub(crate) fn check(field: &str, text: &str) -> Result<Uscc, Violation> {
    let code = fold_code(text).to_ascii_uppercase();
    let length = code.chars().count();
    if length != 18 {
        return Err(Violation::new(
            field,
            "length",
            format!("has {length} characters instead of 18"),
            format!("应为18位，实为{length}位"),
        ));
    }
    let Some(values) = code.chars().map(|c| ALPHABET.find(c)).collect::<Option<Vec<_>>>() else {
        return Err(Violation::new(
            field,
            "characters",
            "has characters that the code does not use (I, O, S, V, Z among them)",
            "含有代码不使用的字符（包括I、O、S、V、Z）",
        ));
    };
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    if values.last() != Some(&((31 - sum % 31) % 31)) {
        return Err(Violation::new(field, "check_digit", "the check character is wrong", "校验码不符"));
    }
    Ok(Uscc(code))
}

impl Uscc {
    /// Its 18 characters.
    pub(crate) fn into_code(self) -> String {
        self.0
    }

    /// Whether characters 9 to 17 are an organisation code with a right check character (GB 11714). Old codes exist that
    /// fail this, so it is a doubt and never a refusal.
    pub(crate) fn has_sound_organisation_code(&self) -> bool {
        const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
        let values: Vec<u32> = self.0.chars().skip(8).filter_map(|c| c.to_digit(36)).collect();
        let sum: u32 = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
        let expected = match 11 - sum % 11 {
            10 => 'X',
            11 => '0',
            digit => char::from_digit(digit, 10).unwrap_or('0'),
        };
        self.0.chars().nth(16) == Some(expected)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: [&str; 8] = [
        "91371322YYYY00012D",
        "91371322YYYY000208",
        "91371322YYYY00100U",
        "92371322YYYY000392",
        "52371322YYYY000471",
        "11371322YYYY000553",
        "11371322YYYY00063X",
        "12371322YYYY00071M",
    ];

    fn code(text: &str) -> Option<&'static str> {
        check("f", text).err().map(|violation| violation.code)
    }

    #[test]
    fn sound_codes_are_accepted_and_their_organisation_code_is_sound() {
        for text in SOUND {
            let uscc = check("f", text).unwrap();
            assert!(uscc.has_sound_organisation_code(), "{text}");
            assert_eq!(uscc.into_code(), text);
        }
    }

    #[test]
    fn every_other_check_character_is_refused() {
        for text in SOUND {
            for last in ALPHABET.chars().filter(|c| !text.ends_with(*c)) {
                let twin = format!("{}{last}", &text[..17]);
                assert_eq!(code(&twin), Some("check_digit"), "{twin}");
            }
        }
    }

    #[test]
    fn one_wrong_character_anywhere_is_noticed() {
        for place in 0..17 {
            let mut twin: Vec<char> = SOUND[0].chars().collect();
            twin[place] = if twin[place] == '7' { '8' } else { '7' };
            assert_eq!(code(&String::from_iter(twin)), Some("check_digit"), "place {place}");
        }
    }

    #[test]
    fn width_case_and_blanks_are_folded() {
        for text in ["91371322yyyy00012d", "９１３７１３２２ＹＹＹＹ０００１２Ｄ", " 9137 1322 YYYY 0001 2D "]
        {
            assert_eq!(check("f", text).unwrap().into_code(), SOUND[0]);
        }
    }

    #[test]
    fn an_o_is_never_taken_for_a_zero() {
        assert_eq!(code("91371322YYYYOOO12D"), Some("characters"));
    }

    #[test]
    fn a_code_has_eighteen_characters() {
        assert_eq!(code("91371322YYYY0001D"), Some("length"));
        assert_eq!(code("91371322YYYY000122D"), Some("length"));
        assert_eq!(code(""), Some("length"));
        assert_eq!(code("许许许许许许许许许许许许许许许许许许"), Some("characters"));
    }

    #[test]
    fn an_unsound_organisation_code_is_no_refusal() {
        let body = "91371322YYYY00013";
        let sound = ALPHABET.chars().find_map(|last| check("f", &format!("{body}{last}")).ok()).unwrap();
        assert!(!sound.has_sound_organisation_code());
    }
}
