//! Who may call what. What no rule names is denied.

use std::collections::{BTreeSet, HashMap, HashSet};

use anyhow::Context;
use prost::Message;
use prost_types::FileDescriptorSet;
use proto::{Rpc, words::meeting::SeatRole};
use reference::Role;
use refusal::{Kind, Refusal};

use crate::call::Caller;

/// Whether a call needs an acting official.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfficialNeeded {
    /// The call is an official act.
    Yes,
    /// The system may call on its own.
    No,
}

/// Who may make a call: whoever has one of the roles and, where a seat is named, holds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Who {
    /// Roles of which any one is enough.
    pub roles: &'static [Role],
    /// The seat of the joint meeting that the caller must hold; the service checks it: [`Serves::must_hold`](crate::call::Serves::must_hold).
    pub seat: Option<SeatRole>,
}

impl Who {
    /// Whoever has any role.
    pub const EVERYBODY: Self = Self::with(&Role::ALL);

    /// Whoever has one of the roles.
    pub const fn with(roles: &'static [Role]) -> Self {
        Self { roles, seat: None }
    }

    /// Of these, whoever holds the seat.
    #[must_use]
    pub const fn holding(self, seat: SeatRole) -> Self {
        Self { seat: Some(seat), ..self }
    }
}

/// One line of the policy table.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Path of the RPC, for example `/shenguan.exchange.v1.DeliveryService/ClaimDelivery`.
    pub rpc: &'static str,
    /// Who may call it.
    pub who: Who,
    /// Whether it needs an acting official.
    pub official: OfficialNeeded,
}

/// Lets the systems of these call the RPC whose request is `Q` on their own.
pub const fn by_system<Q: Rpc>(who: Who) -> Rule {
    Rule { rpc: Q::PATH, who, official: OfficialNeeded::No }
}

/// Lets an official of these call the RPC whose request is `Q`: an official act.
pub const fn acting<Q: Rpc>(who: Who) -> Rule {
    Rule { rpc: Q::PATH, who, official: OfficialNeeded::Yes }
}

/// Every rule of a process, by path.
#[derive(Debug)]
pub(crate) struct Policy {
    rules: HashMap<&'static str, Rule>,
    streams: HashSet<String>,
}

impl Policy {
    /// The policy of these tables; the encoded descriptors say which RPCs are streams. Two rules for one path are a fault.
    pub(crate) fn new(tables: &[&[Rule]], descriptors: &[u8]) -> anyhow::Result<Self> {
        let mut rules = HashMap::new();
        for rule in tables.iter().copied().flatten() {
            anyhow::ensure!(rules.insert(rule.rpc, *rule).is_none(), "{} has two rules", rule.rpc);
        }
        Ok(Self { rules, streams: streams(descriptors).context("the descriptors cannot be read")? })
    }

    /// The rule of a path.
    pub(crate) fn rule(&self, path: &str) -> Option<Rule> {
        self.rules.get(path).copied()
    }

    /// Whether the RPC of a path is a stream, in either direction.
    pub(crate) fn is_stream(&self, path: &str) -> bool {
        self.streams.contains(path)
    }

    /// Full names of the services that the rules are about.
    pub(crate) fn services(&self) -> BTreeSet<&'static str> {
        self.rules.keys().filter_map(|path| path.trim_start_matches('/').split('/').next()).collect()
    }
}

fn streams(descriptors: &[u8]) -> Result<HashSet<String>, prost::DecodeError> {
    let mut streams = HashSet::new();
    for file in FileDescriptorSet::decode(descriptors)?.file {
        for service in &file.service {
            for method in &service.method {
                if method.client_streaming() || method.server_streaming() {
                    streams.insert(format!("/{}.{}/{}", file.package(), service.name(), method.name()));
                }
            }
        }
    }
    Ok(streams)
}

/// Whether the caller may make the call of a rule; without a rule nobody may.
pub(crate) fn allowed(rule: Option<Rule>, caller: &Caller) -> Result<(), Refusal> {
    let rule = rule.filter(|rule| rule.who.roles.iter().any(|role| caller.has(*role))).ok_or_else(|| {
        Refusal::new(
            Kind::Denied,
            "ROLE_NOT_ALLOWED",
            "the caller's role does not allow this call",
            "调用方的角色无权进行此操作",
        )
    })?;
    if rule.official == OfficialNeeded::Yes {
        caller.acting_official()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Official;

    const CLAIM: Rule = Rule {
        rpc: "/shenguan.exchange.v1.DeliveryService/ClaimDelivery",
        who: Who::with(&[Role::Claimant]),
        official: OfficialNeeded::Yes,
    };

    fn caller(role: Role, official: Option<&str>) -> Caller {
        Caller {
            unit: "scjgj".parse().unwrap(),
            key: String::new(),
            system: "业务系统".to_owned(),
            official: official.map(|id| Official { id: id.parse().unwrap() }),
            roles: vec![role],
        }
    }

    #[test]
    fn what_no_rule_names_is_denied_to_everybody() {
        for role in Role::ALL {
            assert_eq!(
                allowed(None, &caller(role, Some("scjgj-01"))).unwrap_err().reason,
                "ROLE_NOT_ALLOWED"
            );
        }
    }

    #[test]
    fn a_role_and_an_official_are_both_needed_for_an_official_act() {
        assert_eq!(allowed(Some(CLAIM), &caller(Role::Claimant, Some("scjgj-01"))), Ok(()));
        let without = allowed(Some(CLAIM), &caller(Role::Claimant, None)).unwrap_err();
        assert_eq!(without.reason, "OFFICIAL_REQUIRED");
        let auditor = allowed(Some(CLAIM), &caller(Role::Auditor, Some("scjgj-01"))).unwrap_err();
        assert_eq!(auditor.reason, "ROLE_NOT_ALLOWED");
    }

    #[test]
    fn a_path_has_one_rule() {
        assert!(Policy::new(&[&[CLAIM], &[CLAIM]], &[]).is_err());
        let policy = Policy::new(&[&[CLAIM]], &[]).unwrap();
        assert_eq!(
            policy.services().into_iter().collect::<Vec<_>>(),
            ["shenguan.exchange.v1.DeliveryService"]
        );
    }

    #[test]
    fn watches_and_imports_are_streams() {
        let policy = Policy::new(&[&[CLAIM]], proto::DESCRIPTORS).unwrap();
        assert!(policy.is_stream("/shenguan.exchange.v1.DeliveryService/WatchDeliveries"));
        assert!(policy.is_stream("/shenguan.approval.v1.DecisionService/ImportDecisions"));
        assert!(!policy.is_stream(CLAIM.rpc));
    }
}
