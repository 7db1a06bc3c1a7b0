//! Who may call the RPCs of the duty ledger.

use shell::{OfficialNeeded, Role, Rule};

const fn reading(rpc: &'static str) -> Rule {
    Rule { rpc, roles: &Role::ALL, official: OfficialNeeded::No }
}

const fn acting(rpc: &'static str, roles: &'static [Role]) -> Rule {
    Rule { rpc, roles, official: OfficialNeeded::Yes }
}

/// The policy rows of DutyService.
pub const POLICY: &[Rule] = &[
    reading(paths::LIST_DUTY_KINDS),
    reading(paths::LIST_DUTIES),
    reading(paths::GET_DUTY),
    reading(paths::COUNT_DUTIES),
    reading(paths::WATCH_DUTIES),
    acting(paths::EXPLAIN_LATENESS, &[Role::Approver, Role::Claimant]),
    acting(paths::RECORD_FINDING, &[Role::Overseer]),
];

/// Paths of the RPCs.
pub(crate) mod paths {
    pub(crate) const LIST_DUTY_KINDS: &str = "/shenguan.notification.v1.DutyService/ListDutyKinds";
    pub(crate) const LIST_DUTIES: &str = "/shenguan.notification.v1.DutyService/ListDuties";
    pub(crate) const GET_DUTY: &str = "/shenguan.notification.v1.DutyService/GetDuty";
    pub(crate) const COUNT_DUTIES: &str = "/shenguan.notification.v1.DutyService/CountDuties";
    pub(crate) const WATCH_DUTIES: &str = "/shenguan.notification.v1.DutyService/WatchDuties";
    pub(crate) const EXPLAIN_LATENESS: &str = "/shenguan.notification.v1.DutyService/ExplainLateness";
    pub(crate) const RECORD_FINDING: &str = "/shenguan.notification.v1.DutyService/RecordFinding";
}
