//! Who may call what, as the policies say: read by the access matrix, and written down for people in `docs/ACCESS.md`.

use std::{fmt::Write, fs, path::Path};

use prost_reflect::MethodDescriptor;
use shell::{OfficialNeeded, Role, Rule};

const WRITTEN: &str = include_str!("../../../docs/ACCESS.md");

const HEAD: &str = "\
# Who may call what

Made from the policies of the services (`policy.rs`), which are all that decides; whoever is not named is denied. Row-level security
decides besides what a caller sees. A role is that of the calling system's key and, for an official act, of the acting official (经办人) too.

| role | |
|---|---|
";

/// The rules of a service's process.
pub(crate) fn rules_of(service: &str) -> &'static [&'static [Rule]] {
    match service {
        "approval" => approval::RULES,
        "supervision" => supervision::RULES,
        "notification" => notification::RULES,
        _ => meeting::RULES,
    }
}

/// The rule of an RPC that the service serves.
pub(crate) fn rule_of(service: &str, rpc: &MethodDescriptor) -> Rule {
    let path = format!("/{}/{}", rpc.parent_service().full_name(), rpc.name());
    let rules = rules_of(service).iter().copied().flatten();
    *rules
        .into_iter()
        .find(|rule| rule.rpc == path)
        .unwrap_or_else(|| panic!("no rule of {path} in {service}"))
}

#[test]
fn the_table_of_who_may_call_what_is_the_policy() {
    let mut page = HEAD.to_owned();
    for role in Role::ALL {
        writeln!(page, "| `{}` | {} |", role.name(), role.zh()).unwrap();
    }
    for service in super::matrix::SERVICES {
        write!(page, "\n## {service}\n\n| RPC | who | official act |\n|---|---|---|\n").unwrap();
        for rule in rules_of(service).iter().copied().flatten() {
            let rpc = rule.rpc.rsplit('.').next().unwrap_or_default();
            let act = if rule.official == OfficialNeeded::Yes { "yes" } else { "" };
            writeln!(page, "| `{rpc}` | {} | {act} |", who(rule)).unwrap();
        }
    }
    if page != WRITTEN {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ACCESS.md");
        fs::write(&path, page).unwrap();
        panic!("docs/ACCESS.md is not what the policies say: cp {} docs/ACCESS.md", path.display());
    }
}

fn who(rule: &Rule) -> String {
    let roles = if rule.who.roles.len() == Role::ALL.len() {
        "any role".to_owned()
    } else {
        rule.who.roles.iter().map(|role| format!("`{}`", role.name())).collect::<Vec<_>>().join(", ")
    };
    match rule.who.seat {
        Some(seat) => format!("{roles}; holds the seat of {}", seat.zh()),
        None => roles,
    }
}
