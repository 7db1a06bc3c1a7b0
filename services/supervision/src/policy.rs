//! Who may call what in this service. What no line names is denied.

use proto::supervision::v1 as pb;
use shell::{MAILBOX_RULES, Role, Rule, Who, by_system};

/// Every rule of the process.
pub const RULES: &[&[Rule]] = &[POLICY, exchange::POLICY, MAILBOX_RULES];

/// The register's RPCs.
const POLICY: &[Rule] =
    &[by_system::<pb::ListSubjectsRequest>(CLAIMANT), by_system::<pb::GetSubjectRequest>(CLAIMANT)];

const CLAIMANT: Who = Who::with(&[Role::Claimant]);
