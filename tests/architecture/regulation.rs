//! `docs/regulation/index.md`: from an article to its rule, its tests and its doors, and back.

use std::collections::BTreeSet;

use crate::{
    source::{Source, read, root, rust, texts},
    table::{quoted, rows},
};

const INDEX: &str = "docs/regulation/index.md";

/// How a rule file names where its rule comes from: an article, a part of the rules of the joint meeting, a national standard, the
/// publicity standard.
const SOURCES: [&str; 5] = ["Art. ", "Joint meeting ", "GB ", "GB/T ", "双公示"];

#[test]
fn every_rule_file_names_its_article_and_stands_in_the_index() {
    let index = rows(&read(INDEX), "Article");
    let rules: Vec<Source> = rust()
        .into_iter()
        .filter(|file| file.path.contains("/src/rules/") && file.name() != "mod.rs")
        .collect();
    assert!(rules.len() > 10, "the rules are not found");
    for rule in &rules {
        let head = rule.text.lines().next().unwrap_or_default();
        let source = head.strip_prefix("//! ").and_then(|head| head.split(" — ").next()).unwrap_or_default();
        assert!(
            SOURCES.iter().any(|name| source.starts_with(name)),
            "{} begins with no article: {head}",
            rule.path
        );
        let listed =
            index.iter().any(|row| row[1].contains(&format!("`{}`", rule.path)) && row[0].contains(source));
        assert!(listed, "{} is not in the index under {source}", rule.path);
    }
}

#[test]
fn every_article_of_the_regulation_has_a_row() {
    let covered: BTreeSet<u32> = rows(&read(INDEX), "Art.").iter().flat_map(|row| numbers(&row[0])).collect();
    assert_eq!(covered, (1..=30).collect());
}

#[test]
fn every_path_test_and_rpc_of_the_index_exists() {
    let sources: Vec<Source> = texts().into_iter().filter(|file| file.is("rs")).collect();
    let protocol: String =
        texts().iter().filter(|file| file.is("proto")).map(|file| file.text.clone()).collect();
    for row in rows(&read(INDEX), "Article") {
        for path in quoted(&row[1]) {
            assert!(root().join(path).is_file(), "{path} does not exist");
        }
        let tests = quoted(&row[2]);
        assert!(!tests.is_empty(), "{} has no test", row[1]);
        for test in tests {
            let head = format!("fn {test}(");
            assert!(sources.iter().any(|source| source.text.contains(&head)), "no test is called {test}");
        }
        for door in quoted(&row[3]) {
            assert!(exists(door, &protocol), "{door} is no RPC, and no file");
        }
    }
}

/// A door is an RPC, or the file of an operation or sweep.
fn exists(door: &str, protocol: &str) -> bool {
    root().join(door).is_file() || protocol.contains(&format!("rpc {door}("))
}

/// `Art. 6–9` is four numbers.
fn numbers(cell: &str) -> Vec<u32> {
    let ends: Vec<u32> = cell
        .split(|letter: char| !letter.is_ascii_digit())
        .filter_map(|number| number.parse().ok())
        .collect();
    match ends.as_slice() {
        [first, last] => (*first..=*last).collect(),
        other => other.to_vec(),
    }
}
