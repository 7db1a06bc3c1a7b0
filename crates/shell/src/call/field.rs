//! Fields of requests, parsed at the edge; each refusal names its field.

use std::str::FromStr;

use jiff::civil::Date;
use proto::Word;
use refusal::{Refusal, is_hidden};
use seal::free_text::People;

/// More than anybody chooses by hand.
const MOST_CODES: usize = 100;

/// An id of ours.
pub fn parse_id<Id: FromStr>(field: impl Into<String>, text: &str) -> Result<Id, Refusal> {
    text.parse().map_err(|_| {
        Refusal::field(field.into(), "not_an_id", "not an id of ours (UUID)", "不是有效的标识（UUID）")
    })
}

/// A word of an enumeration; where none is given, the two texts say what to choose.
pub fn parse_word<W: Word>(
    field: impl Into<String>,
    number: i32,
    (en, zh): (&str, &str),
) -> Result<W, Refusal> {
    if number == 0 {
        return Err(Refusal::field(field.into(), "required", en, zh));
    }
    word(number).ok_or_else(|| unknown(field.into()))
}

/// Words by which a list is filtered, each once, in the order given.
pub fn parse_words<W: Word + PartialEq>(field: &str, numbers: &[i32]) -> Result<Vec<W>, Refusal> {
    let mut words = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let word = word(*number).ok_or_else(|| unknown(format!("{field}[{at}]")))?;
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Ok(words)
}

fn word<W: Word>(number: i32) -> Option<W> {
    W::ALL.iter().copied().find(|word| (*word).into() == number)
}

fn unknown(field: String) -> Refusal {
    Refusal::field(field, "unknown", "no such value", "没有这个选项")
}

/// A day, as YYYY-MM-DD.
pub fn parse_day(field: &'static str, text: &str) -> Result<Date, Refusal> {
    text.parse().map_err(|_| Refusal::field(field, "date", "a day, YYYY-MM-DD", "须为日期（YYYY-MM-DD）"))
}

/// Codes by which a list is filtered, at most 100, each once; `what` says in both languages what one of another form is not.
pub fn parse_codes<Code: FromStr>(
    field: &str,
    mut codes: Vec<String>,
    (en, zh): (&str, &str),
) -> Result<Vec<String>, Refusal> {
    if codes.len() > MOST_CODES {
        return Err(Refusal::field(field, "count", "at most 100", "不超过100个"));
    }
    if let Some(at) = codes.iter().position(|code| code.parse::<Code>().is_err()) {
        return Err(Refusal::field(format!("{field}[{at}]"), "format", en, zh));
    }
    codes.sort_unstable();
    codes.dedup();
    Ok(codes)
}

/// What people write: at least one character that can be seen, at most so many. Identity numbers and phones are kept masked, whoever's
/// they are.
pub fn parse_text(field: &'static str, text: &str, longest: usize) -> Result<String, Refusal> {
    parse_written(field, text, longest, is_hidden)
}

/// The same, in paragraphs: line breaks are allowed.
pub fn parse_paragraphs(field: &'static str, text: &str, longest: usize) -> Result<String, Refusal> {
    parse_written(field, text, longest, |c| c != '\n' && is_hidden(c))
}

fn parse_written(
    field: &'static str,
    text: &str,
    longest: usize,
    is_hidden: impl Fn(char) -> bool,
) -> Result<String, Refusal> {
    let refuse = |code, en: &str, zh: &str| Err(Refusal::field(field, code, en, zh));
    match text.chars().count() {
        _ if text.trim().is_empty() => refuse("required", "say what", "请填写"),
        count if count > longest => {
            refuse("too_long", &format!("at most {longest} characters"), &format!("不超过{longest}个字"))
        }
        _ if text.chars().any(is_hidden) => {
            refuse("characters", "characters that cannot be seen are not allowed", "不得含不可见字符")
        }
        _ => Ok(People::default().masked(text)),
    }
}

#[cfg(test)]
mod tests {
    use ids::UnitCode;
    use proto::words::meeting::TopicKind;

    use super::*;

    #[test]
    fn a_text_has_characters_that_can_be_seen_and_no_numbers_of_people() {
        for good in ["因台风停电。".to_owned(), "字".repeat(1000)] {
            assert_eq!(parse_text("text", &good, 1000), Ok(good));
        }
        assert_eq!(parse_text("text", "经办电话19900000001。", 1000).unwrap(), "经办电话199****0001。");
        for (bad, code) in [
            (String::new(), "required"),
            ("　 ".to_owned(), "required"),
            ("字".repeat(1001), "too_long"),
            ("停\u{202e}电".to_owned(), "characters"),
        ] {
            assert_eq!(parse_text("text", &bad, 1000).unwrap_err().violations[0].code, code);
        }
        assert!(parse_text("text", "一。\n二。", 1000).is_err());
        assert_eq!(parse_paragraphs("text", "一。\n二。", 1000).unwrap(), "一。\n二。");
        assert!(parse_paragraphs("text", "一。\u{202e}", 1000).is_err());
    }

    #[test]
    fn a_word_is_one_of_its_enumeration() {
        let missing = ("say what it is about", "请选择议题类别");
        let kind = |number| parse_word::<TopicKind>("kind", number, missing);
        assert_eq!(kind(TopicKind::Policy.into()), Ok(TopicKind::Policy));
        assert_eq!(kind(0).unwrap_err().violations[0].code, "required");
        assert_eq!(kind(77).unwrap_err().violations[0].code, "unknown");
        let all = TopicKind::ALL.map(i32::from);
        assert_eq!(parse_words::<TopicKind>("kinds", &[all, all].concat()).unwrap(), TopicKind::ALL);
        assert_eq!(
            parse_words::<TopicKind>("kinds", &[all[0], 0]).unwrap_err().violations[0].field,
            "kinds[1]"
        );
    }

    #[test]
    fn codes_are_of_their_form_and_stand_once() {
        let codes = |codes: &[&str]| {
            let codes = codes.iter().map(ToString::to_string).collect();
            parse_codes::<UnitCode>("units", codes, ("not a unit code", "不是有效的单位代码"))
        };
        assert_eq!(codes(&["zjj", "scjgj", "zjj"]).unwrap(), ["scjgj", "zjj"]);
        assert_eq!(codes(&["zjj", "a b"]).unwrap_err().violations[0].field, "units[1]");
        assert_eq!(codes(&["zjj"; 101]).unwrap_err().violations[0].code, "count");
    }
}
