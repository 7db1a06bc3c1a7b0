//! Documents lead to where they say.

use std::path::Path;

use crate::{
    source::{Source, markdown, root},
    table::quoted,
};

/// Beginnings by which a quoted word is known as a path of the repository.
const FOLDERS: [&str; 8] =
    ["crates/", "services/", "proto/", "tests/", "deploy/", "docs/", ".ci/", ".config/"];

#[test]
fn links_lead_somewhere() {
    let mut broken = Vec::new();
    for document in markdown() {
        let folder = Path::new(&document.path).parent().unwrap_or(Path::new(""));
        for link in links(&document) {
            let target = link.split('#').next().unwrap_or_default();
            let outside = link.contains("://") || target.is_empty();
            if !outside && !root().join(folder).join(target).exists() {
                broken.push(format!("{}: {link}", document.path));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn the_files_that_documents_name_exist() {
    let mut missing = Vec::new();
    for document in markdown() {
        for path in quoted(&without_blocks(&document)) {
            let is_path = FOLDERS.iter().any(|folder| path.starts_with(folder));
            let is_pattern = path.contains(['*', '<', '{', ' ', '…']);
            if is_path && !is_pattern && !root().join(path).exists() {
                missing.push(format!("{}: {path}", document.path));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_documents_that_newcomers_need_are_there() {
    let documents = [
        "README.md",
        "docs/ARCHITECTURE.md",
        "docs/CLI.md",
        "docs/CONTRIBUTING.md",
        "docs/EVENTS.md",
        "docs/FAULTS.md",
        "docs/GLOSSARY.md",
        "docs/INTEGRATION.md",
        "docs/OPERATIONS.md",
        "docs/regulation/index.md",
    ];
    for document in documents {
        assert!(root().join(document).is_file(), "{document} is missing");
    }
}

/// The targets of `[text](target)`.
fn links(document: &Source) -> Vec<String> {
    let text = without_blocks(document);
    let behind = text.split("](").skip(1);
    behind.filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())).collect()
}

/// The text without fenced blocks, whose backticks and brackets mean other things.
fn without_blocks(document: &Source) -> String {
    document.text.split("```").step_by(2).collect()
}
