//! A paper is taken only if all that it says can be seen. Why one is not taken is told without quoting it.

use crate::{Paper, Part};

/// The longest paper, in bytes of JSON.
pub const LONGEST: usize = 2 * 1024 * 1024;

/// Where a paper is not valid.
#[derive(Debug, thiserror::Error)]
#[error("the paper is not valid: {0}")]
pub struct Invalid(String);

/// One text of a paper.
struct Text<'a> {
    /// Where it stands (JSON Pointer).
    place: String,
    words: &'a str,
    may_have_lines: bool,
}

impl Paper {
    /// Reads a paper from JSON and checks it.
    pub fn from_json(json: &[u8]) -> Result<Self, Invalid> {
        if json.len() > LONGEST {
            return Err(Invalid(format!("longer than {LONGEST} bytes")));
        }
        // The error's own words may quote the paper.
        let paper: Self = serde_json::from_slice(json).map_err(|error| {
            Invalid(format!("line {} column {} ({:?})", error.line(), error.column(), error.classify()))
        })?;
        paper.check()?;
        Ok(paper)
    }

    /// Every character of its texts.
    pub fn characters(&self) -> impl Iterator<Item = char> {
        self.texts().into_iter().flat_map(|text| text.words.chars())
    }

    fn check(&self) -> Result<(), Invalid> {
        for Text { place, words, may_have_lines } in self.texts() {
            if words.trim().is_empty() && !(words.is_empty() && may_be_empty(&place)) {
                return Err(Invalid(format!("{place} is empty")));
            }
            let breaks = |c| may_have_lines && matches!(c, '\n' | '\r');
            if let Some(hidden) = words.chars().find(|&c| is_hidden(c) && !breaks(c)) {
                return Err(Invalid(format!("{place} has U+{:04X}", u32::from(hidden))));
            }
        }
        if !self.number.is_empty() && !self.mark.is_empty() {
            return Err(Invalid("both /number and /mark".to_owned()));
        }
        Ok(())
    }

    fn texts(&self) -> Vec<Text<'_>> {
        let mut texts: Vec<Text<'_>> = [
            ("/heading", &self.heading),
            ("/number", &self.number),
            ("/mark", &self.mark),
            ("/office", &self.office),
            ("/date", &self.date),
            ("/title", &self.title),
        ]
        .map(|(place, text)| Text::line(place.to_owned(), text))
        .into();
        for (at, fact) in self.facts.iter().enumerate() {
            texts.push(Text::line(format!("/facts/{at}/label"), &fact.label));
            texts.push(Text::line(format!("/facts/{at}/text"), &fact.text));
        }
        for (at, part) in self.body.iter().enumerate() {
            match part {
                Part::Heading(text) => texts.push(Text::line(format!("/body/{at}/heading"), text)),
                Part::Paragraph(text) => texts.push(Text::lines(format!("/body/{at}/paragraph"), text)),
                Part::Item(item) => {
                    texts.push(Text::lines(format!("/body/{at}/item/text"), &item.text));
                    texts.push(Text::lines(format!("/body/{at}/item/note"), &item.note));
                }
            }
        }
        for (at, list) in self.lists.iter().enumerate() {
            texts.push(Text::line(format!("/lists/{at}/label"), &list.label));
            for (entry, text) in list.entries.iter().enumerate() {
                texts.push(Text::line(format!("/lists/{at}/entries/{entry}"), text));
            }
        }
        if let Some(imprint) = &self.imprint {
            texts.push(Text::line("/imprint/office".to_owned(), &imprint.office));
            texts.push(Text::line("/imprint/date".to_owned(), &imprint.date));
        }
        texts
    }
}

impl<'a> Text<'a> {
    fn line(place: String, words: &'a str) -> Self {
        Self { place, words, may_have_lines: false }
    }

    fn lines(place: String, words: &'a str) -> Self {
        Self { place, words, may_have_lines: true }
    }
}

fn may_be_empty(place: &str) -> bool {
    matches!(place, "/number" | "/mark") || place.ends_with("/note") || place.ends_with("/paragraph")
}

/// Whether a character shows nothing of its own but changes what is seen, or cannot be in a file of either form.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}' | '\u{FFFE}' | '\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Imprint, Item};

    fn paper() -> Paper {
        let text = "通知".to_owned();
        Paper {
            heading: text.clone(),
            mark: text.clone(),
            office: text.clone(),
            date: text.clone(),
            title: text.clone(),
            body: vec![Part::Item(Item { text: "一行\n又一行".to_owned(), note: String::new() })],
            imprint: Some(Imprint { office: text.clone(), date: text }),
            ..Paper::default()
        }
    }

    fn read(paper: &Paper) -> Result<Paper, String> {
        Paper::from_json(&serde_json::to_vec(paper).unwrap()).map_err(|invalid| invalid.to_string())
    }

    #[test]
    fn what_a_service_writes_is_read_again() {
        assert_eq!(read(&paper()), Ok(paper()));
    }

    #[test]
    fn what_cannot_be_seen_is_named_by_its_place() {
        for (wrong, why) in [
            (Paper { title: "通\n知".to_owned(), ..paper() }, "/title has U+000A"),
            (Paper { date: String::new(), ..paper() }, "/date is empty"),
            (Paper { number: "〔2026〕1号".to_owned(), ..paper() }, "both /number and /mark"),
        ] {
            assert_eq!(read(&wrong), Err(format!("the paper is not valid: {why}")));
        }
    }
}
