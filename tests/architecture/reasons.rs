//! The reasons of refusals: those of the code, of the protocol and of the guide for integrators are the same.

use std::collections::BTreeSet;

use crate::{
    source::{read, rust},
    table::rows,
};

/// What gives a reason, and how far behind its opening the name may stand.
const GIVERS: [&str; 4] = ["Refusal::new(", "Self::new(", "precondition(", "with_error_info("];
const NEAR: usize = 120;

/// Reasons of the protocol that no code gives.
const NOT_GIVEN: [&str; 1] = ["UNSPECIFIED"];

#[test]
fn the_code_gives_the_reasons_of_the_protocol() {
    let declared = declared();
    let mut named = BTreeSet::from(NOT_GIVEN.map(ToOwned::to_owned));
    for source in rust().iter().filter(|source| !source.path.starts_with("crates/cli/")) {
        let code = source.code();
        named.extend(declared.iter().filter(|reason| code.contains(&format!("\"{reason}\""))).cloned());
        for given in given(&code) {
            assert!(
                declared.contains(&given),
                "{} gives {given}, which the protocol does not know",
                source.path
            );
        }
    }
    assert_eq!(declared.difference(&named).collect::<Vec<_>>(), Vec::<&String>::new(), "no code gives these");
}

#[test]
fn the_guide_for_integrators_lists_every_reason() {
    let listed: BTreeSet<String> =
        rows(&read("docs/INTEGRATION.md"), "Reason").into_iter().map(|row| row[0].replace('`', "")).collect();
    let mut declared = declared();
    declared.remove("UNSPECIFIED");
    assert_eq!(listed, declared);
}

fn declared() -> BTreeSet<String> {
    let proto = read("proto/shenguan/type/v1/error_reason.proto");
    let lines = proto.lines().filter_map(|line| line.trim().strip_prefix("ERROR_REASON_"));
    lines.map(|line| line.split(' ').next().unwrap_or_default().to_owned()).collect()
}

/// The first literal in capitals behind each giver.
fn given(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for giver in GIVERS {
        for (at, _) in code.match_indices(giver) {
            let behind: String = code[at..].chars().take(NEAR).collect();
            let literal = behind.split('"').nth(1).unwrap_or_default();
            let is_name = literal.len() > 2 && literal.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
            if is_name {
                found.push(literal.to_owned());
            }
        }
    }
    found
}
