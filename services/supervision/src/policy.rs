//! Who may call the register's RPCs.

use proto::supervision::v1 as pb;
use shell::{OfficialNeeded, Role, Rule};

/// The policy rows of SubjectService.
pub const POLICY: &[Rule] = &[
    Rule::of::<pb::ListSubjectsRequest>(&[Role::Claimant], OfficialNeeded::No),
    Rule::of::<pb::GetSubjectRequest>(&[Role::Claimant], OfficialNeeded::No),
];
