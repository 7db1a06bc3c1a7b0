//! The parts of a paper. All of it is plain text: nothing that a paper says can change how it is set.

use serde::{Deserialize, Serialize};

/// A paper as the office wrote it, before it is set.
#[derive(Deserialize, Serialize, Clone, PartialEq, Eq, Default, Debug)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// The standing name above the red line (纪要标志).
    pub heading: String,
    /// `〔2026〕1号`; empty before issue.
    pub number: String,
    /// What it is before issue, in the number's place; empty afterwards.
    pub mark: String,
    /// The office that writes it.
    pub office: String,
    /// The day of the paper, as it is printed.
    pub date: String,
    /// The title; also that of the file.
    pub title: String,
    /// Time, place and the like, in order.
    pub facts: Vec<Fact>,
    /// The text, part by part.
    pub body: Vec<Part>,
    /// Who was there, and who was not.
    pub lists: Vec<List>,
    /// The lines at the end of the last page (版记); none before issue.
    pub imprint: Option<Imprint>,
}

/// One line of facts under the title, such as time or place.
#[derive(Deserialize, Serialize, Clone, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Its name, without a colon.
    pub label: String,
    /// What is said.
    pub text: String,
}

/// A part of the text. A line break in a paragraph, an item or a note begins a new paragraph.
#[derive(Deserialize, Serialize, Clone, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum Part {
    /// A heading (一、…).
    Heading(String),
    /// A paragraph without a number.
    Paragraph(String),
    /// An item with its own number (（一）…).
    Item(Item),
}

/// An item of the text.
#[derive(Deserialize, Serialize, Clone, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its text, with its number.
    pub text: String,
    /// What is noted under it, such as who does it until when; may be empty.
    pub note: String,
}

/// A list of those who attended, or did not.
#[derive(Deserialize, Serialize, Clone, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields)]
pub struct List {
    /// Its name, without a colon.
    pub label: String,
    /// Units with posts. A list without entries is not printed.
    pub entries: Vec<String>,
}

/// The lines at the end of the last page.
#[derive(Deserialize, Serialize, Clone, PartialEq, Eq, Debug)]
#[serde(deny_unknown_fields)]
pub struct Imprint {
    /// The office that issues it.
    pub office: String,
    /// The day of issue, as it is printed.
    pub date: String,
}

/// A paragraph as it is printed.
#[derive(Serialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub enum Line<'a> {
    /// A heading: 黑体, not left alone at a page's end.
    Heading(&'a str),
    /// Everything else: 仿宋.
    Paragraph(&'a str),
}

impl Paper {
    /// The number, or what stands in its place.
    pub fn number_or_mark(&self) -> &str {
        if self.number.is_empty() { &self.mark } else { &self.number }
    }

    /// The text, paragraph by paragraph. White space around a paragraph is not part of it: the layout indents.
    pub fn lines(&self) -> Vec<Line<'_>> {
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

    /// The lists that have entries, each with its entries as one text.
    pub fn attendance(&self) -> impl Iterator<Item = (&str, String)> {
        // An entry is `unit post`, and 、 stands inside names of units: entries are parted by ，.
        self.lists
            .iter()
            .filter(|list| !list.entries.is_empty())
            .map(|list| (list.label.as_str(), list.entries.join("，")))
    }
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}
