//! Which folder of a service may name what. The exchange has the same folders and the same rules.

use crate::{
    paths::{modules, roots},
    source::{Source, rust},
};

const HOMES: [&str; 5] = [
    "services/approval/src/",
    "services/supervision/src/",
    "services/notification/src/",
    "services/meeting/src/",
    "crates/exchange/src/",
];

/// What a layer may not name: crates, and modules of its own crate.
struct Layer {
    folder: &'static str,
    crates: &'static [&'static str],
    modules: &'static [&'static str],
}

/// What is asynchronous, of the wire or of the database, and what knows the time.
const OUTSIDE: &[&str] = &[
    "sqlx",
    "database",
    "tonic",
    "tokio",
    "futures",
    "mailbox",
    "shell",
    "reference",
    "exchange",
    "channels",
    "numbers",
    "paper",
    "telemetry",
    "tracing",
    "proto",
    "seal",
    "clock",
];

const LAYERS: &[Layer] = &[
    Layer {
        folder: "rules",
        crates: OUTSIDE,
        modules: &[
            "model",
            "store",
            "operations",
            "rpc",
            "incoming",
            "sweeps",
            "app",
            "host",
            "wire",
            "import",
        ],
    },
    Layer {
        folder: "model",
        crates: &[
            "sqlx",
            "database",
            "tonic",
            "tokio",
            "futures",
            "mailbox",
            "shell",
            "reference",
            "tracing",
        ],
        modules: &["store", "operations", "rpc", "incoming", "sweeps", "app", "host", "wire", "import"],
    },
    Layer {
        folder: "store",
        crates: &["tonic", "tokio", "futures", "mailbox", "shell", "reference", "clock"],
        modules: &["operations", "rpc", "incoming", "sweeps", "app", "host", "wire", "import"],
    },
    Layer {
        folder: "operations",
        crates: &["tonic", "tokio"],
        modules: &["rpc", "incoming", "sweeps", "app"],
    },
    Layer { folder: "rpc", crates: &[], modules: &["incoming", "sweeps"] },
    Layer { folder: "incoming", crates: &["tonic"], modules: &["rpc", "sweeps"] },
    Layer { folder: "sweeps", crates: &["tonic", "tokio"], modules: &["rpc", "incoming"] },
];

/// A file that may name what its layer may not, and why.
const EXCEPTIONS: &[(&str, &str, &str)] = &[
    (
        "services/approval/src/rules/decision_content.rs",
        "proto",
        "the content of a decision is the message that is pushed",
    ),
    ("services/approval/src/rules/decision_content/commitment.rs", "proto", "as above"),
    ("services/approval/src/rules/decision_content/counterparty.rs", "proto", "as above"),
    (
        "services/approval/src/rules/decision_content/counterparty.rs",
        "seal",
        "the mask of a name is part of the content",
    ),
    ("services/approval/src/rules/decision_content/free_text.rs", "proto", "as above"),
    (
        "services/approval/src/rules/decision_content/free_text.rs",
        "exchange",
        "whom a text may name is the same for what is decided and for what is said of it",
    ),
    ("services/approval/src/rules/decision_content/particulars.rs", "proto", "as above"),
    ("services/approval/src/rules/decision_content/validity.rs", "proto", "as above"),
    (
        "services/approval/src/rules/identity_number.rs",
        "seal",
        "what an identity number is, masking has to know too",
    ),
    ("services/notification/src/rules/lamp.rs", "clock", "times of a day in the county; never now"),
    ("services/notification/src/rules/office_hours.rs", "clock", "as above"),
    ("services/notification/src/rules/reminder_plan.rs", "clock", "as above"),
    (
        "services/notification/src/rules/reply_clock.rs",
        "clock",
        "the day of an instant in the county; never now",
    ),
    ("services/meeting/src/rules/materials_in_time.rs", "clock", "as above"),
    ("services/meeting/src/rules/meeting_course.rs", "clock", "as above"),
    ("services/meeting/src/rules/resolution_clock.rs", "clock", "as above"),
    ("crates/exchange/src/rules/push_clock.rs", "clock", "the beginning of a day in the county; never now"),
];

/// A change that a door makes itself, and why.
const CHANGES_BY_DOORS: &[(&str, &str, &str)] = &[];

#[test]
fn layers_name_only_what_lies_below_them() {
    let mut wrong = Vec::new();
    let mut used = Vec::new();
    for source in rust() {
        let Some(layer) = layer_of(&source) else { continue };
        // Words of enumerations are nothing of the wire, and everybody's.
        let code = source.code().replace("proto::words", "words");
        let named = roots(&code).into_iter().filter(|name| layer.crates.contains(&name.as_str()));
        let called = modules(&code).into_iter().filter(|name| layer.modules.contains(&name.as_str()));
        for name in named.chain(called) {
            match EXCEPTIONS.iter().position(|(path, what, _)| *path == source.path && *what == name) {
                Some(exception) => used.push(exception),
                None => wrong.push(format!("{} names {name}", source.path)),
            }
        }
        if code.contains("super::super") {
            wrong.push(format!("{} climbs by super::super, which hides what it names", source.path));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    for (place, (path, name, _)) in EXCEPTIONS.iter().enumerate() {
        assert!(used.contains(&place), "the exception of {path} for {name} is not needed any more");
    }
}

#[test]
fn doors_change_nothing_but_through_operations() {
    let changes = ["insert", "save", "set", "complete", "delete", "enter", "mark", "lock"];
    let mut wrong = Vec::new();
    for source in rust() {
        if !layer_of(&source).is_some_and(|layer| ["rpc", "incoming"].contains(&layer.folder)) {
            continue;
        }
        let code = source.code();
        for (at, matched) in code.match_indices("store::") {
            let call = code[at + matched.len()..].split('(').next().unwrap_or_default();
            let verb = call.rsplit("::").next().unwrap_or_default().split('_').next().unwrap_or_default();
            let allowed =
                CHANGES_BY_DOORS.iter().any(|(path, what, _)| *path == source.path && *what == call);
            if changes.contains(&verb) && !allowed {
                wrong.push(format!("{} calls store::{call}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn layer_of(source: &Source) -> Option<&'static Layer> {
    let inside = HOMES.iter().find_map(|home| source.path.strip_prefix(home))?;
    let folder = inside.split('/').next()?;
    LAYERS.iter().find(|layer| layer.folder == folder)
}
