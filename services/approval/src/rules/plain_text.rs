//! GB/T 39046-2020 — Text elements: counted in characters, kept as written.
//!
//! Whatever can be printed is accepted, markup and statements of SQL too: it is data. Characters that cannot be seen, or
//! that turn the direction of reading, are refused: they make two different texts look alike.

use refusal::{Violation, is_hidden};
use unicode_normalization::UnicodeNormalization;

/// Whether a text may have several lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Lines {
    /// Names and numbers.
    One,
    /// 许可内容, 备注: line feeds and tabs are allowed.
    Many,
}

/// The text without the white space around it; empty if there is none. At most `longest` characters.
pub(crate) fn check(field: &str, text: &str, longest: usize, lines: Lines) -> Result<String, Violation> {
    let text = text.trim();
    let length = text.chars().count();
    if length > longest {
        return Err(Violation::new(
            field,
            "too_long",
            format!("has {length} characters, at most {longest} are allowed"),
            format!("有{length}个字符，最多{longest}个"),
        ));
    }
    if let Some(place) = text.chars().position(|c| c == char::REPLACEMENT_CHARACTER) {
        return Err(Violation::new(
            field,
            "lost",
            format!(
                "character {} was lost before: a wrong encoding, or a long number not kept as text",
                place + 1
            ),
            format!("第{}个字符此前已丢失：编码错误，或长数字未按文本保存", place + 1),
        ));
    }
    let text = if lines == Lines::Many { text.replace("\r\n", "\n") } else { text.to_owned() };
    match text.chars().enumerate().find(|(_, c)| is_forbidden(*c, lines)) {
        None => Ok(text),
        Some((place, c)) => Err(Violation::new(
            field,
            "characters",
            format!("character {} (U+{:04X}) cannot be printed", place + 1, u32::from(c)),
            format!("第{}个字符（U+{:04X}）不可打印", place + 1, u32::from(c)),
        )),
    }
}

/// The form in which two texts are compared: NFKC, so that （） and () are one, without white space. Never kept.
pub(crate) fn for_matching(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

/// The form in which codes and numbers are checked and kept: full width folded to ASCII, white space dropped. Unlike
/// NFKC it makes no digit out of a circled one.
pub(crate) fn fold_code(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(to_half_width).collect()
}

fn to_half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn is_forbidden(c: char, lines: Lines) -> bool {
    let breaks_a_line = c == '\n' || c == '\t';
    is_hidden(c) && !(breaks_a_line && lines == Lines::Many)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str, lines: Lines) -> Option<&'static str> {
        check("f", text, 10, lines).err().map(|violation| violation.code)
    }

    #[test]
    fn length_is_counted_in_characters_not_in_bytes() {
        assert_eq!(code(&"许".repeat(10), Lines::One), None);
        assert_eq!(code(&"许".repeat(11), Lines::One), Some("too_long"));
        assert_eq!(code(&format!("  {}\u{3000}", "许".repeat(10)), Lines::One), None);
        assert_eq!(code(&"𠮷".repeat(10), Lines::One), None, "beyond the basic plane one character is one");
    }

    #[test]
    fn injection_strings_are_data_and_stay_as_they_are() {
        for text in [
            "'; DROP TABLE licence; --",
            "<script>alert(1)</script>",
            "=HYPERLINK(\"x\")",
            "${jndi:ldap://x}",
            "%00",
        ] {
            assert_eq!(check("f", text, 100, Lines::One), Ok(text.to_owned()));
        }
    }

    #[test]
    fn characters_that_cannot_be_seen_are_refused() {
        for c in [
            '\0', '\u{7}', '\u{1b}', '\u{7f}', '\u{85}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}',
            '\u{2028}',
        ] {
            assert_eq!(code(&format!("许{c}可"), Lines::Many), Some("characters"), "U+{:04X}", u32::from(c));
        }
        assert_eq!(code("许\u{fffd}可", Lines::One), Some("lost"));
    }

    #[test]
    fn only_long_texts_have_several_lines() {
        assert_eq!(code("一\n二", Lines::One), Some("characters"));
        assert_eq!(check("f", "一\r\n二\t三", 10, Lines::Many), Ok("一\n二\t三".to_owned()));
    }

    #[test]
    fn a_violation_names_the_place_and_never_the_text() {
        let violation = check("f", "张三\u{202e}", 10, Lines::One).unwrap_err();
        assert_eq!(violation.zh, "第3个字符（U+202E）不可打印");
        assert!(!violation.en.contains('张'));
    }

    #[test]
    fn brackets_of_either_width_match() {
        assert_eq!(for_matching("烟花爆竹经营（零售）许可证"), for_matching("烟花爆竹经营(零售) 许可证"));
    }

    #[test]
    fn folding_a_code_keeps_what_is_not_full_width() {
        assert_eq!(fold_code("９１ ３７Ｙ\u{3000}-"), "9137Y-");
        assert_eq!(fold_code("①O"), "①O");
    }
}
