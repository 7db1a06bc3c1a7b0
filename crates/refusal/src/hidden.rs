//! Characters that texts may not have.

/// Whether a character cannot be seen, or turns the direction of reading: it makes two different texts look alike. Line
/// feeds and tabs are hidden too; a text of several lines allows them itself.
pub fn is_hidden(c: char) -> bool {
    // Soft hyphen, Arabic letter mark, zero width and direction marks, separators, embeddings, isolates, BOM, annotations, and what is
    // no character.
    let unseen = matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFC}' | '\u{FFFE}' | '\u{FFFF}'
    );
    unseen || c.is_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_printed_is_not_hidden() {
        for c in [
            '\0', '\n', '\u{1b}', '\u{7f}', '\u{85}', '\u{200b}', '\u{202e}', '\u{2066}', '\u{feff}',
            '\u{fffc}', '\u{ffff}',
        ] {
            assert!(is_hidden(c), "U+{:04X}", u32::from(c));
        }
        for c in ['许', 'a', ' ', '\u{3000}', '（', '\'', '%', '𠮷'] {
            assert!(!is_hidden(c), "{c}");
        }
    }
}
