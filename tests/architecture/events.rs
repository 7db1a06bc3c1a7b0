//! `docs/EVENTS.md` says what `mailbox::events` says.

use std::collections::BTreeSet;

use crate::{source::read, table::rows};

const SENDERS: [&str; 4] = ["approval", "supervision", "notification", "meeting"];

#[test]
fn the_table_of_events_is_that_of_the_code() {
    let documented = rows(&read("docs/EVENTS.md"), "Event");
    let mut told = BTreeSet::new();
    for row in &documented {
        let [name, verb, ways, subject, ..] = row.as_slice() else {
            panic!("a row has too few cells: {row:?}")
        };
        told.insert((name.replace('`', ""), verb.clone(), ways.replace('`', "")));
        assert!(
            is_subject_of(&subject.replace('`', ""), &name.replace('`', ""), verb),
            "{subject} is no subject of {name}"
        );
    }
    let declared: BTreeSet<_> = mailbox::events::table(SENDERS[0])
        .into_iter()
        .map(|(name, verb, _)| (name.to_owned(), verb.as_str().to_owned(), ways(name)))
        .collect();
    assert_eq!(told, declared);
    assert_eq!(documented.len(), declared.len(), "an event stands twice");
}

/// From which sender to which receivers, as the document writes it.
fn ways(event: &str) -> String {
    let mut ways = Vec::new();
    for sender in SENDERS {
        let table = mailbox::events::table(sender);
        let receivers =
            table.iter().find(|(name, ..)| *name == event).map_or(&[][..], |(.., receivers)| receivers);
        if !receivers.is_empty() {
            ways.push(format!("{sender} → {}", receivers.join(", ")));
        }
    }
    ways.join("; ")
}

fn is_subject_of(subject: &str, event: &str, verb: &str) -> bool {
    let tokens: Vec<&str> = subject.split('.').collect();
    let [platform, version, county, told, sender, receiver, name] = tokens.as_slice() else { return false };
    let table = mailbox::events::table(sender);
    let hears = table.iter().any(|(listed, _, receivers)| listed == name && receivers.contains(receiver));
    (*platform, *version, *told, *name) == ("shenguan", "v1", verb, event) && county.len() == 6 && hears
}
