//! The files of the repository.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What is not ours, or not written by hand.
const SKIPPED: [&str; 7] = [".git", ".tools", ".run", ".sqlx", ".claude", "target", "__pycache__"];

/// A file and its text.
pub(crate) struct Source {
    /// Path from the repository's root, with `/`.
    pub(crate) path: String,
    /// Its whole text.
    pub(crate) text: String,
}

impl Source {
    /// Whether all of it is a test.
    pub(crate) fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.starts_with("tests/architecture/")
            || self.path.ends_with("/tests.rs")
    }

    /// Whether its name ends so.
    pub(crate) fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|end| end == extension)
    }

    /// The lines before the tests at its end. Tests that have a file of their own end nothing, wherever they are named.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        let here = |(line, next): &(&str, &str)| line.trim() == "#[cfg(test)]" && !next.ends_with(';');
        let next = self.text.lines().skip(1).chain(std::iter::once(""));
        self.text.lines().zip(next).take_while(move |pair| !here(pair)).map(|(line, _)| line)
    }

    /// These lines without comments.
    pub(crate) fn code(&self) -> String {
        self.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }

    /// The file's name.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

/// A file by its path from the root.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every Rust file that is no test.
pub(crate) fn rust() -> Vec<Source> {
    texts().into_iter().filter(|file| file.is("rs") && !file.is_test()).collect()
}

/// Every Markdown file.
pub(crate) fn markdown() -> Vec<Source> {
    texts().into_iter().filter(|file| file.is("md")).collect()
}

/// Every file that is text.
pub(crate) fn texts() -> Vec<Source> {
    let mut found = Vec::new();
    walk(root(), &mut found);
    found.sort();
    let mut sources = Vec::with_capacity(found.len());
    for file in found {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let path = file.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        sources.push(Source { path, text });
    }
    sources
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if SKIPPED.contains(&name.as_str()) || name == ".env" {
            continue;
        }
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

#[test]
fn tests_and_comments_are_no_code() {
    let text = "//! Head.\nuse a::b;\n// why\nfn c() {}\n#[cfg(test)]\nmod tests {}\n";
    let source = Source { path: "crates/x/src/y.rs".to_owned(), text: text.to_owned() };
    assert_eq!(source.code(), "use a::b;\nfn c() {}");
}

#[test]
fn the_sources_are_found() {
    assert!(rust().len() > 200, "{} files", rust().len());
    assert!(markdown().iter().any(|file| file.path == "README.md"));
}
