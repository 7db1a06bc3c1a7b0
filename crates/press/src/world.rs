//! All that the template can reach: itself, the paper as JSON, and the fonts. No other file, no package, no clock.

use std::collections::BTreeMap;

use icu_segmenter::{WordSegmenter, options::WordBreakInvariantOptions};
use paper::{Fact, Imprint, Line, Paper};
use serde::Serialize;
use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_kit::fonts::FontStore;

use crate::faces::Face;

/// The template and the paper that it sets.
pub(crate) struct Press {
    library: LazyHash<Library>,
    fonts: FontStore,
    template: Source,
    paper_id: FileId,
    paper: Bytes,
}

/// What the template reads.
#[derive(Serialize)]
struct Input<'a> {
    /// The heading and the title in pieces that are not broken.
    heading: Vec<&'a str>,
    words: Vec<&'a str>,
    number: &'a str,
    office: &'a str,
    date: &'a str,
    title: &'a str,
    facts: &'a [Fact],
    lines: Vec<Line<'a>>,
    lists: Vec<(&'a str, String)>,
    imprint: Option<&'a Imprint>,
    faces: BTreeMap<&'static str, &'a Face>,
}

impl Press {
    /// Of a paper, with these fonts.
    pub(crate) fn new(paper: &Paper, faces: &[Face], fonts: FontStore) -> anyhow::Result<Self> {
        let input = Input {
            heading: words(&paper.heading),
            number: paper.number_or_mark(),
            office: &paper.office,
            date: &paper.date,
            title: &paper.title,
            words: words(&paper.title),
            facts: &paper.facts,
            lines: paper.lines(),
            lists: paper.attendance().collect(),
            imprint: paper.imprint.as_ref(),
            faces: faces.iter().map(|face| (face.key, face)).collect(),
        };
        Ok(Self {
            library: LazyHash::new(Library::default()),
            fonts,
            template: Source::new(file("minutes.typ")?, include_str!("minutes.typ").to_owned()),
            paper_id: file("paper.json")?,
            paper: Bytes::new(serde_json::to_vec(&input)?),
        })
    }
}

/// The words of a title, by a dictionary, each with the punctuation that may not be parted from it.
fn words(title: &str) -> Vec<&str> {
    let opens = |c| matches!(c, '“' | '‘' | '《' | '〈' | '（' | '〔' | '【' | '「' | '『' | '(' | '[');
    let begins_no_line =
        |rest: &str| rest.starts_with('的') || rest.starts_with(|c: char| !c.is_alphanumeric() && !opens(c));
    let mut words = Vec::new();
    let mut start = 0;
    for end in WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()).segment_str(title) {
        let (Some(word), Some(rest)) = (title.get(start..end), title.get(end..)) else { continue };
        if !word.is_empty() && !word.ends_with(opens) && !begins_no_line(rest) {
            words.push(word);
            start = end;
        }
    }
    words.extend(title.get(start..).filter(|rest| !rest.is_empty()));
    words
}

fn file(name: &str) -> anyhow::Result<FileId> {
    let path = VirtualPath::new(name).map_err(|_| anyhow::anyhow!("{name} is not a path"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Press {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.paper_id { Ok(self.paper.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
