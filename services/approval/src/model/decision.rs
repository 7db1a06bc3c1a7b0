//! 许可决定: a decision of an approval bureau. It is completed at most, and routed once; nothing else of it ever changes.

use duty::Deadline;
use ids::{DecisionId, OfficialId, PushId, UnitCode};
use jiff::Timestamp;
use proto::{
    exchange::v1::{LicenceDecision, PersonalData},
    words::approval::RoutingState,
};
use refusal::{Refusal, articles};

/// A decision as it was recorded, with what was added since.
#[derive(Clone)]
pub(crate) struct Decision {
    /// The source of its push.
    pub(crate) id: DecisionId,
    /// The deciding unit.
    pub(crate) unit: UnitCode,
    /// The decision, without personal data.
    pub(crate) content: LicenceDecision,
    /// Its personal data, opened.
    pub(crate) personal: PersonalData,
    /// What it is found by.
    pub(crate) numbers: Numbers,
    /// Digests of what was first submitted.
    pub(crate) digests: Digests,
    /// 法律疑点.
    pub(crate) doubts: Vec<String>,
    /// The push clock (C1).
    pub(crate) deadline: Deadline,
    /// Whether it was routed.
    pub(crate) routing: Routing,
    /// Grows with each completion.
    pub(crate) version: i32,
    /// Who recorded it.
    pub(crate) recorded_by: OfficialId,
    /// When it was recorded.
    pub(crate) recorded_at: Timestamp,
}

/// Document and certificate number, as they are kept to be found by: one that holds a person's is kept as its keyed hash.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Numbers {
    /// 行政许可决定文书号.
    pub(crate) document: String,
    /// 许可编号; empty where there is none.
    pub(crate) certificate: String,
}

/// Keyed digests of a submission: the same again is a duplicate.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Digests {
    /// The digest of everything.
    pub(crate) full: Vec<u8>,
    /// The digest of what a publicity file carries: a decision that was recorded in full is known again in the month's file.
    pub(crate) publicity: Vec<u8>,
}

/// Whether a decision found its supervising units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Routing {
    /// 待人工分派: waits for a person; the push clock keeps running.
    Unrouted {
        /// Why, in Chinese.
        reason: String,
    },
    /// 已分派.
    Routed {
        /// Its push.
        push: PushId,
        /// When it was accepted and routed.
        at: Timestamp,
    },
}

impl Routing {
    /// Its word, for the wire.
    pub(crate) fn state(&self) -> RoutingState {
        match self {
            Self::Unrouted { .. } => RoutingState::Unrouted,
            Self::Routed { .. } => RoutingState::Routed,
        }
    }
}

impl Decision {
    /// Whether its push was, or at `now` still is, too late (Art. 22(1)).
    pub(crate) fn is_late(&self, now: Timestamp) -> bool {
        match self.routing {
            Routing::Routed { at, .. } => self.deadline.is_late(at),
            Routing::Unrouted { .. } => self.deadline.is_late(now),
        }
    }

    /// Notes that it was routed after all.
    pub(crate) fn route(&mut self, push: PushId, at: Timestamp) -> Result<(), Refusal> {
        match &self.routing {
            Routing::Unrouted { .. } => {
                self.routing = Routing::Routed { push, at };
                Ok(())
            }
            Routing::Routed { push, .. } => Err(Refusal::precondition(
                "DECISION_ALREADY_ROUTED",
                "the decision is routed already",
                "该许可决定已分派推送",
            )
            .under(articles::ART_22_1)
            .with("push_id", push)),
        }
    }

    /// Takes over fields that were missing (补全). Fields that were there cannot be changed this way.
    pub(crate) fn complete(&mut self, given: Completed) -> Result<(), Refusal> {
        let mut taken = 0;
        let Completed { case_number, premises_address, contact_name, contact_phone } = given;
        let content = &mut self.content;
        let missing = &mut content.missing_fields;
        for (field, value, place) in [
            ("case_number", case_number, &mut content.case_number),
            ("premises_address", premises_address, &mut content.premises_address),
            ("contact_name", contact_name, &mut self.personal.contact_name),
            ("contact_phone", contact_phone, &mut self.personal.contact_phone),
        ] {
            if value.is_empty() {
                continue;
            }
            let Some(index) = missing.iter().position(|name| name == field) else {
                return Err(not_missing(field));
            };
            missing.remove(index);
            *place = value;
            taken += 1;
        }
        if taken == 0 {
            return Err(not_missing("case_number"));
        }
        self.version += 1;
        Ok(())
    }
}

/// What is given to complete a decision; empty fields are not given.
#[derive(Default)]
pub(crate) struct Completed {
    pub(crate) case_number: String,
    pub(crate) premises_address: String,
    pub(crate) contact_name: String,
    pub(crate) contact_phone: String,
}

fn not_missing(field: &'static str) -> Refusal {
    Refusal::precondition(
        "NOTHING_MISSING",
        format!("{field} is not given or not missing; a change is a new decision"),
        format!("{field}未填写或并不缺失；变更内容应另行作出决定"),
    )
    .under(articles::ART_22_2)
    .with("field", field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imported() -> Decision {
        let missing = ["case_number", "contact_name", "contact_phone", "premises_address"];
        Decision {
            id: DecisionId::generate(),
            unit: "xzspj".parse().unwrap(),
            content: LicenceDecision {
                missing_fields: missing.map(str::to_owned).to_vec(),
                ..LicenceDecision::default()
            },
            personal: PersonalData::default(),
            numbers: Numbers { document: String::new(), certificate: String::new() },
            digests: Digests { full: Vec::new(), publicity: Vec::new() },
            doubts: Vec::new(),
            deadline: Deadline::NotOpened,
            routing: Routing::Unrouted { reason: "事项目录中没有".to_owned() },
            version: 1,
            recorded_by: "xzspj-01".parse().unwrap(),
            recorded_at: "2026-10-08T09:00:00+08:00".parse().unwrap(),
        }
    }

    #[test]
    fn what_was_missing_can_be_completed_once() {
        let mut decision = imported();
        let given = || Completed { case_number: "BJ-1".to_owned(), ..Completed::default() };
        decision.complete(given()).unwrap();
        assert_eq!(decision.content.case_number, "BJ-1");
        assert_eq!(decision.content.missing_fields, ["contact_name", "contact_phone", "premises_address"]);
        assert_eq!(decision.version, 2);
        assert_eq!(decision.complete(given()).unwrap_err().reason, "NOTHING_MISSING");
        assert_eq!(decision.complete(Completed::default()).unwrap_err().reason, "NOTHING_MISSING");
    }

    #[test]
    fn a_decision_is_routed_once() {
        let mut decision = imported();
        let at = "2026-10-08T10:00:00+08:00".parse().unwrap();
        decision.route(PushId::generate(), at).unwrap();
        assert_eq!(decision.route(PushId::generate(), at).unwrap_err().reason, "DECISION_ALREADY_ROUTED");
    }
}
