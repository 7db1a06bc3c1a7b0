//! Typst sets the PDF. Its own words may quote the paper, so of a failure only the place in the template is told.

use std::collections::BTreeSet;

use anyhow::anyhow;
use paper::Paper;
use typst::{
    World, WorldExt,
    diag::SourceDiagnostic,
    ecow::EcoVec,
    foundations::Smart,
    layout::{Frame, FrameItem},
};
use typst_kit::fonts::FontStore;
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;

use crate::{faces::Face, no_font::NoFont, world::Press};

/// Sets a paper. The same paper and fonts make the same bytes.
pub(crate) fn print(paper: &Paper, faces: &[Face], fonts: FontStore) -> anyhow::Result<Vec<u8>> {
    let world = Press::new(paper, faces, fonts)?;
    let document: PagedDocument = typst::compile(&world).output.map_err(|errors| place(&world, &errors))?;
    let mut holes = BTreeSet::new();
    for page in document.pages() {
        find_holes(&page.frame, &mut holes);
    }
    if !holes.is_empty() {
        return Err(NoFont::characters(holes).into());
    }
    let options = PdfOptions {
        // Only its hash is in the file.
        ident: Smart::Custom([&*paper.heading, paper.number_or_mark(), &*paper.title].join("\n")),
        creator: Smart::Custom(None),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| place(&world, &errors))
}

/// Characters that were set as the hole of a font (.notdef) after all.
fn find_holes(frame: &Frame, holes: &mut BTreeSet<char>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => find_holes(&group.frame, holes),
            FrameItem::Text(text) => {
                let empty = text.glyphs.iter().filter(|glyph| glyph.id == 0);
                holes.extend(empty.filter_map(|glyph| text.text.get(glyph.range())).flat_map(str::chars));
            }
            _ => {}
        }
    }
}

/// Where in the template the setting stopped.
fn place(world: &Press, errors: &EcoVec<SourceDiagnostic>) -> anyhow::Error {
    let places: Vec<String> = errors
        .iter()
        .map(|error| {
            let line = world
                .range(error.span)
                .zip(world.source(world.main()).ok())
                .and_then(|(range, source)| source.lines().byte_to_line(range.start));
            line.map_or_else(|| "?".to_owned(), |line| (line + 1).to_string())
        })
        .collect();
    anyhow!("the template failed at line {}", places.join(", "))
}
