//! A channel has a longest text: what is longer is cut, never inside a character.

/// Stands where a text was cut.
const NOTE: &str = "……（内容过长，已截断）";

/// The text, or as much of it as fits into so many bytes with a note that it was cut. Never cuts inside a character.
pub(crate) fn to_bytes(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    match most.checked_sub(NOTE.len()) {
        Some(room) => format!("{}{NOTE}", &text[..text.floor_char_boundary(room)]),
        None => text[..text.floor_char_boundary(most)].to_owned(),
    }
}

/// The text, or its first characters and an ellipsis, together so many.
pub(crate) fn to_characters(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept = text.chars().take(most.saturating_sub(1));
    if most == 0 { String::new() } else { kept.chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_that_fits_is_left_alone() {
        assert_eq!(to_bytes("认领", 6), "认领");
        assert_eq!(to_characters("认领提醒", 4), "认领提醒");
        assert_eq!(to_characters("认领提醒", 3), "认领…");
        assert_eq!(to_characters("认领提醒", 0), "");
    }

    proptest! {
        #[test]
        fn what_is_cut_fits_and_says_so(text in "\\PC{0,80}", most in 0_usize..200) {
            let cut = to_bytes(&text, most);
            prop_assert!(cut.len() <= most);
            if text.len() <= most {
                prop_assert_eq!(cut, text);
            } else if most >= NOTE.len() {
                prop_assert!(cut.ends_with(NOTE));
                // No more is lost than the character at the edge.
                prop_assert!(cut.len() + 4 > most);
            }
        }

        #[test]
        fn so_many_characters_and_no_more(text in "\\PC{0,80}", most in 0_usize..90) {
            prop_assert_eq!(to_characters(&text, most).chars().count(), text.chars().count().min(most));
        }
    }
}
