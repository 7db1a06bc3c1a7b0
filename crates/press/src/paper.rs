//! The paper as it comes in: its JSON form, and what makes one valid.

use std::io::Read;

use serde::{Deserialize, Serialize};

use crate::refused::Refused;

/// The longest paper, in bytes of JSON.
const LONGEST: u64 = 2 * 1024 * 1024;

/// A paper. All of it is plain text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Paper {
    /// The standing name above the red line (纪要标志).
    pub(crate) heading: String,
    /// `〔2026〕1号`; empty before issue.
    pub(crate) number: String,
    /// What it is before issue, in the number's place; empty afterwards.
    pub(crate) mark: String,
    /// The office that writes it.
    pub(crate) office: String,
    /// The day of the paper, as it is printed.
    pub(crate) date: String,
    /// The title; also that of the file.
    pub(crate) title: String,
    /// Time, place and the like, in order.
    pub(crate) facts: Vec<Fact>,
    /// The text.
    pub(crate) body: Vec<Part>,
    /// Who was there, and who was not.
    pub(crate) lists: Vec<List>,
    /// The lines at the end of the last page (版记); none before issue.
    pub(crate) imprint: Option<Imprint>,
}

/// One fact about the meeting.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fact {
    /// Its name, without a colon.
    pub(crate) label: String,
    /// What is said.
    pub(crate) text: String,
}

/// A part of the text. A line break in a paragraph, an item or a note begins a new paragraph.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(crate) enum Part {
    /// A heading (一、…).
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// An item with its own number, and what is noted under it.
    Item(Item),
}

/// An item of the text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Item {
    /// Its text, with its number.
    pub(crate) text: String,
    /// Who does it until when; may be empty.
    pub(crate) note: String,
}

/// A list of those who attended, or did not.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct List {
    /// Its name, without a colon.
    pub(crate) label: String,
    /// Units with posts. A list without entries is not printed.
    pub(crate) entries: Vec<String>,
}

/// The lines at the end of the last page.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Imprint {
    /// The office that issues it.
    pub(crate) office: String,
    /// The day of issue, as it is printed.
    pub(crate) date: String,
}

/// A paragraph as it is printed.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Line<'a> {
    /// A heading: 黑体, not left alone at a page's end.
    Heading(&'a str),
    /// Everything else: 仿宋.
    Paragraph(&'a str),
}

impl Paper {
    /// Reads a paper and checks it.
    pub(crate) fn read(input: impl Read) -> anyhow::Result<Self> {
        let mut json = Vec::new();
        input.take(LONGEST + 1).read_to_end(&mut json)?;
        if json.len() as u64 > LONGEST {
            return Err(Refused::Paper(format!("longer than {LONGEST} bytes")).into());
        }
        // The error's own words may quote the paper.
        let paper: Self = serde_json::from_slice(&json).map_err(|error| {
            let (line, column, kind) = (error.line(), error.column(), error.classify());
            Refused::Paper(format!("line {line} column {column} ({kind:?})"))
        })?;
        paper.check()?;
        Ok(paper)
    }

    /// The number, or what stands in its place.
    pub(crate) fn number_or_mark(&self) -> &str {
        if self.number.is_empty() { &self.mark } else { &self.number }
    }

    /// The text, paragraph by paragraph. White space around a paragraph is not part of it: the layout indents.
    pub(crate) fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        for part in &self.body {
            match part {
                Part::Heading(text) => lines.push(Line::Heading(text)),
                Part::Paragraph(text) => lines.extend(paragraphs(text).map(Line::Paragraph)),
                Part::Item(Item { text, note }) => {
                    lines.extend(paragraphs(text).chain(paragraphs(note)).map(Line::Paragraph));
                }
            }
        }
        lines
    }

    /// The lists that have entries: the label, and the entries as one text.
    pub(crate) fn attendance(&self) -> impl Iterator<Item = (&str, String)> {
        // An entry is `unit post`: a comma parts units more clearly than 、 does, which stands inside names of units.
        self.lists
            .iter()
            .filter(|list| !list.entries.is_empty())
            .map(|list| (list.label.as_str(), list.entries.join("，")))
    }

    /// Every text of it: where it stands (JSON Pointer), the text, and whether it may have several lines.
    pub(crate) fn texts(&self) -> Vec<(String, &str, bool)> {
        let mut texts: Vec<(String, &str, bool)> = [
            ("/heading", &self.heading),
            ("/number", &self.number),
            ("/mark", &self.mark),
            ("/office", &self.office),
            ("/date", &self.date),
            ("/title", &self.title),
        ]
        .map(|(place, text)| (place.to_owned(), text.as_str(), false))
        .into();
        for (at, fact) in self.facts.iter().enumerate() {
            texts.push((format!("/facts/{at}/label"), &fact.label, false));
            texts.push((format!("/facts/{at}/text"), &fact.text, false));
        }
        for (at, part) in self.body.iter().enumerate() {
            match part {
                Part::Heading(text) => texts.push((format!("/body/{at}/heading"), text, false)),
                Part::Paragraph(text) => texts.push((format!("/body/{at}/paragraph"), text, true)),
                Part::Item(item) => {
                    texts.push((format!("/body/{at}/item/text"), &item.text, true));
                    texts.push((format!("/body/{at}/item/note"), &item.note, true));
                }
            }
        }
        for (at, list) in self.lists.iter().enumerate() {
            texts.push((format!("/lists/{at}/label"), &list.label, false));
            for (entry, text) in list.entries.iter().enumerate() {
                texts.push((format!("/lists/{at}/entries/{entry}"), text, false));
            }
        }
        if let Some(imprint) = &self.imprint {
            texts.push(("/imprint/office".to_owned(), &imprint.office, false));
            texts.push(("/imprint/date".to_owned(), &imprint.date, false));
        }
        texts
    }

    fn check(&self) -> Result<(), Refused> {
        let may_be_empty = |place: &str| {
            matches!(place, "/number" | "/mark") || place.ends_with("/note") || place.ends_with("/paragraph")
        };
        for (place, text, lines) in self.texts() {
            if text.trim().is_empty() && !(text.is_empty() && may_be_empty(&place)) {
                return Err(Refused::Paper(format!("{place} is empty")));
            }
            let breaks = |c| lines && matches!(c, '\n' | '\r');
            if let Some(hidden) = text.chars().find(|&c| is_hidden(c) && !breaks(c)) {
                return Err(Refused::Paper(format!("{place} has U+{:04X}", u32::from(hidden))));
            }
        }
        if !self.number.is_empty() && !self.mark.is_empty() {
            return Err(Refused::Paper("both /number and /mark".to_owned()));
        }
        Ok(())
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Whether a character shows nothing of its own but changes what is seen, or cannot be in a file of either form.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}' | '\u{FFFE}' | '\u{FFFF}')
}
