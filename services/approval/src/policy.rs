//! Who may call what in this service. What no line names is denied.

use proto::{Rpc, approval::v1 as pb};
use shell::{OfficialNeeded, Role, Rule};

const EVERY_ROLE: &[Role] = &Role::ALL;
const ADMIN: &[Role] = &[Role::PlatformAdmin];
const ADMIN_OR_AUDITOR: &[Role] = &[Role::PlatformAdmin, Role::Auditor];
const APPROVER: &[Role] = &[Role::Approver];

/// The RPCs of `shenguan.approval.v1`.
pub const POLICY: &[Rule] = &[
    by_system::<pb::ListUnitsRequest>(EVERY_ROLE),
    by_system::<pb::SaveUnitRequest>(ADMIN),
    by_system::<pb::ListOfficialsRequest>(EVERY_ROLE),
    by_system::<pb::SaveOfficialRequest>(ADMIN),
    by_system::<pb::ListCertificateKeysRequest>(ADMIN_OR_AUDITOR),
    by_system::<pb::PinCertificateKeyRequest>(ADMIN),
    by_system::<pb::RevokeCertificateKeyRequest>(ADMIN),
    by_system::<pb::ListItemsRequest>(EVERY_ROLE),
    by_system::<pb::GetItemRequest>(EVERY_ROLE),
    by_system::<pb::SaveItemRequest>(ADMIN),
    by_system::<pb::GetResponsibilityMapRequest>(EVERY_ROLE),
    by_system::<pb::PublishResponsibilityMapRequest>(ADMIN),
    by_system::<pb::ExplainRouteRequest>(EVERY_ROLE),
    by_system::<pb::ListCalendarYearsRequest>(EVERY_ROLE),
    by_system::<pb::LoadCalendarYearRequest>(ADMIN),
    by_system::<pb::ListClosuresRequest>(EVERY_ROLE),
    by_system::<pb::CloseDayRequest>(ADMIN),
    by_system::<pb::ReopenDayRequest>(ADMIN),
    by_system::<pb::ExplainDateRequest>(EVERY_ROLE),
    by_official::<pb::RecordDecisionRequest>(),
    by_system::<pb::GetDecisionRequest>(APPROVER),
    by_system::<pb::ListDecisionsRequest>(APPROVER),
    by_official::<pb::ImportDecisionsRequest>(),
    by_official::<pb::ResolveDecisionRequest>(),
    by_official::<pb::CompleteDecisionRequest>(),
];

const fn by_system<Q: Rpc>(roles: &'static [Role]) -> Rule {
    Rule::of::<Q>(roles, OfficialNeeded::No)
}

/// An official act of the approval bureau: it needs an acting official.
const fn by_official<Q: Rpc>() -> Rule {
    Rule::of::<Q>(APPROVER, OfficialNeeded::Yes)
}
