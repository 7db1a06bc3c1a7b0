//! The metrics that operators are told of are those that exist.

use std::collections::BTreeSet;

use crate::{
    source::{read, rust},
    table::{quoted, rows},
};

#[test]
fn every_metric_is_explained_and_every_explained_one_exists() {
    let mut made = BTreeSet::new();
    for source in rust() {
        let code = source.code();
        let literals = code.split('"').skip(1).step_by(2).map(ToOwned::to_owned);
        made.extend(
            literals.filter(|literal| literal.starts_with("shenguan_") && literal.bytes().all(is_of_a_name)),
        );
    }
    let explained: Vec<String> = rows(&read("docs/OPERATIONS.md"), "Metric")
        .iter()
        .flat_map(|row| quoted(&row[0]).into_iter().map(ToOwned::to_owned).collect::<Vec<_>>())
        .collect();
    assert!(!made.is_empty());
    assert_eq!(explained.iter().cloned().collect::<BTreeSet<_>>(), made);
    assert_eq!(explained.len(), made.len(), "each is explained once");
}

fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte == b'_'
}
