//! Names at the broker: `shenguan.v1.<county>.<verb>.<sender>.<receiver>.<event>`, one stream per sender, one
//! durable per reader.

use std::fmt;

use crate::Verb;

/// Last token of the subject of receipts.
pub(crate) const RECEIPTS: &str = "receipts";

/// A subject, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) county: &'a str,
    pub(crate) verb: &'a str,
    pub(crate) sender: &'a str,
    pub(crate) receiver: &'a str,
    pub(crate) event: &'a str,
}

impl<'a> Subject<'a> {
    /// The subject of receipts from one service to another.
    pub(crate) fn of_receipts(county: &'a str, from: &'a str, to: &'a str) -> Self {
        Self { county, verb: Verb::Receipt.as_str(), sender: from, receiver: to, event: RECEIPTS }
    }

    /// None when it is not one of ours.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let mut tokens = text.split('.');
        if (tokens.next(), tokens.next()) != (Some("shenguan"), Some("v1")) {
            return None;
        }
        let subject = Self {
            county: tokens.next()?,
            verb: tokens.next()?,
            sender: tokens.next()?,
            receiver: tokens.next()?,
            event: tokens.next()?,
        };
        tokens.next().is_none().then_some(subject)
    }

    /// Whether it carries receipts.
    pub(crate) fn is_receipts(&self) -> bool {
        self.verb == Verb::Receipt.as_str() && self.event == RECEIPTS
    }
}

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { county, verb, sender, receiver, event } = self;
        write!(f, "shenguan.v1.{county}.{verb}.{sender}.{receiver}.{event}")
    }
}

/// The stream of everything that `sender` says.
pub(crate) fn stream(county: &str, sender: &str) -> String {
    format!("SHENGUAN_{}_{}", county.to_uppercase(), sender.to_uppercase())
}

/// What goes into the stream of `sender`.
pub(crate) fn all_of(county: &str, sender: &str) -> String {
    format!("shenguan.v1.{county}.*.{sender}.>")
}

/// What `receiver` reads from the stream of `sender`.
pub(crate) fn addressed(county: &str, sender: &str, receiver: &str) -> String {
    format!("shenguan.v1.{county}.*.{sender}.{receiver}.*")
}

/// The place of `receiver` in the stream of `sender`.
pub(crate) fn durable(sender: &str, receiver: &str) -> String {
    format!("{receiver}_from_{sender}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_reads_back_as_it_was_written() {
        let text = "shenguan.v1.371322.push.approval.supervision.push_sent";
        let subject = Subject::parse(text).unwrap();
        assert_eq!((subject.verb, subject.receiver, subject.event), ("push", "supervision", "push_sent"));
        assert_eq!(subject.to_string(), text);
    }

    #[test]
    fn what_has_other_tokens_is_not_ours() {
        for other in [
            "",
            "shenguan.v1",
            "shenguan.v2.c.push.a.b.e",
            "shenguan.v1.c.push.a.b",
            "shenguan.v1.c.push.a.b.e.x",
        ] {
            assert_eq!(Subject::parse(other), None, "{other}");
        }
    }
}
