//! What a duty is about: told by name and number, so that a reader of the ledger need not ask the service that owes it.

use ids::Uuid;
use proto::words::duty::SubjectKind;

/// The record that a duty is about, as people read it. Without personal data.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// What kind of record.
    pub kind: SubjectKind,
    /// Its id.
    pub id: Uuid,
    /// Its name, for example the item of a decision.
    pub name: String,
    /// Its number, for example of a document; empty where it has none.
    pub number: String,
    /// 事项编码, for filters; empty where it is of no item.
    pub item_code: String,
}

impl Subject {
    /// Name and number in one line.
    pub fn title(&self) -> String {
        title(&self.name, &self.number)
    }
}

/// A name and a number, if there is one, in one line.
pub fn title(name: &str, number: &str) -> String {
    if number.is_empty() { name.to_owned() } else { format!("{name}　{number}") }
}
