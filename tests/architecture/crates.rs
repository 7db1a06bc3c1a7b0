//! Which crate may depend on which.

use std::{collections::BTreeSet, fs};

use crate::source::{read, root};

/// Every crate and those of ours that it may depend on. A line here is a decision: see `docs/ARCHITECTURE.md`.
const MAY_DEPEND: &[(&str, &[&str])] = &[
    ("crates/certs", &[]),
    ("crates/clock", &[]),
    ("crates/database", &[]),
    ("crates/ids", &[]),
    ("crates/press", &["paper"]),
    ("crates/refusal", &[]),
    ("crates/seal", &[]),
    ("crates/telemetry", &[]),
    ("crates/workdays", &[]),
    ("proto", &[]),
    ("crates/channels", &["clock"]),
    ("crates/testkit", &["database"]),
    ("crates/mailbox", &["ids", "clock", "telemetry", "database", "proto"]),
    ("crates/reference", &["ids", "refusal", "clock", "workdays", "database", "proto", "mailbox"]),
    (
        "crates/shell",
        &[
            "ids",
            "refusal",
            "clock",
            "telemetry",
            "database",
            "seal",
            "certs",
            "proto",
            "mailbox",
            "reference",
        ],
    ),
    ("crates/duty", &["ids", "refusal", "clock", "workdays", "proto"]),
    ("crates/numbers", &["ids", "database"]),
    // Services run what sets a paper; `press` knows the types alone.
    ("crates/paper", &["ids", "refusal", "shell"]),
    (
        "crates/exchange",
        &[
            "duty",
            "ids",
            "refusal",
            "clock",
            "workdays",
            "database",
            "seal",
            "telemetry",
            "proto",
            "mailbox",
            "reference",
            "shell",
        ],
    ),
    ("crates/client", &["ids", "clock", "proto"]),
    ("crates/cli", &["ids", "clock", "certs", "client", "proto"]),
    ("tests/architecture", &["mailbox"]),
    ("services/approval", SERVICE),
    ("services/meeting", SERVICE),
    ("services/notification", SERVICE),
    ("services/supervision", SERVICE),
    (
        "tests",
        &[
            "approval",
            "supervision",
            "notification",
            "meeting",
            "shenguan",
            "certs",
            "client",
            "clock",
            "ids",
            "proto",
            "testkit",
            "database",
            "mailbox",
            "seal",
            "shell",
            "workdays",
        ],
    ),
];

/// A service may use every library, and never another service.
const SERVICE: &[&str] = &[
    "ids",
    "refusal",
    "clock",
    "workdays",
    "telemetry",
    "database",
    "seal",
    "proto",
    "mailbox",
    "reference",
    "shell",
    "channels",
    "duty",
    "numbers",
    "paper",
    "exchange",
];

/// Crates that tests may use besides.
const FOR_TESTS: [&str; 2] = ["testkit", "certs"];

#[test]
fn crates_depend_only_on_those_below_them() {
    let ours = ours();
    let mut wrong = Vec::new();
    for (member, allowed) in MAY_DEPEND {
        for dependency in dependencies(member, "dependencies").intersection(&ours) {
            if !allowed.contains(&dependency.as_str()) {
                wrong.push(format!("{member} depends on {dependency}"));
            }
        }
        for dependency in dependencies(member, "dev-dependencies").intersection(&ours) {
            if !allowed.contains(&dependency.as_str()) && !FOR_TESTS.contains(&dependency.as_str()) {
                wrong.push(format!("the tests of {member} depend on {dependency}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_member_has_a_line_and_says_what_it_is() {
    let listed: BTreeSet<String> = MAY_DEPEND.iter().map(|(member, _)| (*member).to_owned()).collect();
    assert_eq!(members(), listed);
    for member in members() {
        let manifest: toml::Table = read(&format!("{member}/Cargo.toml")).parse().unwrap();
        assert!(manifest["package"].get("description").is_some(), "{member} has no description");
        if member == "proto" {
            continue;
        }
        let files = ["src/lib.rs", "src/main.rs", "main.rs"].map(|file| format!("{member}/{file}"));
        let file = files.into_iter().find(|file| root().join(file).is_file()).unwrap();
        let head = read(&file);
        let first = head.lines().next().unwrap_or_default();
        let has_head = first.starts_with("//! ") || first == r#"#![doc = include_str!("../README.md")]"#;
        assert!(has_head, "{file} does not begin with what it is");
    }
}

/// The folders of all members.
fn members() -> BTreeSet<String> {
    let mut members = BTreeSet::from(["proto", "tests", "tests/architecture"].map(ToOwned::to_owned));
    for parent in ["crates", "services"] {
        for entry in fs::read_dir(root().join(parent)).unwrap() {
            members.insert(format!("{parent}/{}", entry.unwrap().file_name().to_string_lossy()));
        }
    }
    members
}

/// The names under which members depend on each other.
fn ours() -> BTreeSet<String> {
    let mut names: BTreeSet<String> =
        members().iter().map(|member| member.rsplit('/').next().unwrap().to_owned()).collect();
    names.insert("shenguan".to_owned());
    names
}

fn dependencies(member: &str, kind: &str) -> BTreeSet<String> {
    let manifest: toml::Table = read(&format!("{member}/Cargo.toml")).parse().unwrap();
    manifest
        .get(kind)
        .and_then(toml::Value::as_table)
        .map(|table| table.keys().cloned().collect())
        .unwrap_or_default()
}
