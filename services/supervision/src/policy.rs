//! Who may call the register's RPCs.

use shell::{OfficialNeeded, Role, Rule};

/// The policy rows of SubjectService.
pub const POLICY: &[Rule] = &[
    Rule { rpc: paths::LIST_SUBJECTS, roles: &[Role::Claimant], official: OfficialNeeded::No },
    Rule { rpc: paths::GET_SUBJECT, roles: &[Role::Claimant], official: OfficialNeeded::No },
];

/// Paths of the RPCs.
pub(crate) mod paths {
    pub(crate) const LIST_SUBJECTS: &str = "/shenguan.supervision.v1.SubjectService/ListSubjects";
    pub(crate) const GET_SUBJECT: &str = "/shenguan.supervision.v1.SubjectService/GetSubject";
}
