//! Which modules and crates a piece of Rust names.

use std::collections::BTreeSet;

/// The first segment of every path: crates, and modules or types in scope.
pub(crate) fn roots(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("::") {
        let before = &code[..at];
        let segment = last_identifier(before);
        let outside = before.strip_suffix(segment).unwrap_or(before);
        if !segment.is_empty() && !outside.ends_with("::") {
            found.insert(segment.to_owned());
        }
    }
    found
}

/// The modules of its own crate that the code names: what follows `crate::`, one level into braces.
pub(crate) fn modules(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, matched) in code.match_indices("crate::") {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let rest = &code[at + matched.len()..];
        match rest.strip_prefix('{') {
            Some(group) => found.extend(members(group)),
            None => found.extend(first_identifier(rest)),
        }
    }
    found
}

/// The first identifier of each member of a group, up to its closing brace.
fn members(group: &str) -> Vec<String> {
    let mut depth = 0;
    let mut member = String::new();
    let mut found = Vec::new();
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => found.extend(first_identifier(std::mem::take(&mut member).trim())),
            _ => {}
        }
        if letter != ',' || depth > 0 {
            member.push(letter);
        }
    }
    found.extend(first_identifier(member.trim()));
    found
}

fn first_identifier(text: &str) -> Option<String> {
    let end = text.find(|letter| !is_word(letter)).unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

fn last_identifier(text: &str) -> &str {
    let start = text
        .rfind(|letter| !is_word(letter))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    &text[start..]
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[test]
fn roots_are_the_beginnings_of_paths() {
    let code = "use sqlx::{PgConnection, types::Json};\nlet now = jiff::civil::Date::MIN; Vec::<u8>::new();";
    let expected = ["sqlx", "types", "jiff", "Vec"].map(ToOwned::to_owned);
    assert_eq!(roots(code), BTreeSet::from(expected));
}

#[test]
fn modules_are_read_from_groups_too() {
    let code = "use crate::{\n App,\n model::{A, B},\n store,\n};\nlet x = crate::rules::y();";
    let expected = ["App", "model", "store", "rules"].map(ToOwned::to_owned);
    assert_eq!(modules(code), BTreeSet::from(expected));
}
