//! How long files are, and what stands in lists.

use crate::source::{Source, rust};

/// Longest file, in lines before its tests.
const LONGEST: usize = 400;

/// Lists that hold functions besides, and why.
const WITH_FUNCTIONS: &[(&str, &str)] = &[
    ("crates/clock/src/lib.rs", "the crate is one file"),
    ("crates/refusal/src/lib.rs", "the crate is one file and a table"),
];

#[test]
fn no_file_is_longer_than_can_be_read_at_a_sitting() {
    let long: Vec<String> = rust()
        .iter()
        .filter(|source| source.lines().count() > LONGEST)
        .map(|source| format!("{}: {}", source.path, source.lines().count()))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn lists_hold_lists_only() {
    let mut wrong = Vec::new();
    for source in rust() {
        let of_product = ["crates/", "services/"].iter().any(|folder| source.path.starts_with(folder));
        let is_list = of_product && ["mod.rs", "lib.rs"].contains(&source.name());
        if is_list && functions(&source) > 0 && !is_a_list_by_nature(&source) {
            wrong.push(format!("{} holds {} functions", source.path, functions(&source)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A gRPC trait is a list of its RPCs, one delegating function each; a folder of commands lists them as an enum and the
/// function that runs the one chosen; a folder of sweeps lists them with their pace.
fn is_a_list_by_nature(source: &Source) -> bool {
    (source.name() == "mod.rs" && source.path.contains("/rpc/"))
        || source.path.ends_with("/sweeps/mod.rs")
        || source.path.starts_with("crates/cli/src/commands/")
        || WITH_FUNCTIONS.iter().any(|(path, _)| *path == source.path)
}

fn functions(source: &Source) -> usize {
    let is_head = |line: &&str| {
        let words = line.split_whitespace().skip_while(|word| {
            word.starts_with("pub") || ["async", "const", "unsafe", "default"].contains(word)
        });
        words.take(1).any(|word| word == "fn")
    };
    source.lines().filter(is_head).count()
}
