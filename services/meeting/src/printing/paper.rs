//! A paper as `press` takes it: all of it is plain text.

use serde::Serialize;

/// A paper.
#[derive(Serialize, PartialEq, Eq, Default, Debug)]
pub(crate) struct Paper {
    /// The standing name above the red line (纪要标志).
    pub(super) heading: String,
    /// `〔2026〕1号`; empty before issue.
    pub(super) number: String,
    /// What it is before issue; empty afterwards.
    pub(super) mark: String,
    /// The office that writes it.
    pub(super) office: String,
    /// The day of the paper.
    pub(super) date: String,
    pub(super) title: String,
    /// Time, place and the like.
    pub(super) facts: Vec<Fact>,
    pub(super) body: Vec<Part>,
    /// Who was there, and who was not.
    pub(super) lists: Vec<List>,
    /// 版记; none before issue.
    pub(super) imprint: Option<Imprint>,
}

/// One fact about the meeting.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub(crate) struct Fact {
    pub(super) label: &'static str,
    pub(super) text: String,
}

/// A part of the text.
#[derive(Serialize, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    /// 一、….
    Heading(String),
    Paragraph(String),
    /// （一）…, and what is noted under it.
    Item {
        text: String,
        note: String,
    },
}

/// A list of units and posts.
#[derive(Serialize, PartialEq, Eq, Debug)]
pub(crate) struct List {
    pub(super) label: &'static str,
    pub(super) entries: Vec<String>,
}

/// The last lines (版记).
#[derive(Serialize, PartialEq, Eq, Debug)]
pub(crate) struct Imprint {
    pub(super) office: String,
    pub(super) date: String,
}
