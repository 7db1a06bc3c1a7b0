//! Who may call what in this service. What no line names is denied.

use proto::approval::v1 as pb;
use shell::{MAILBOX_RULES, Role, Rule, Who, acting, by_system};

const ADMIN: Who = Who::with(&[Role::PlatformAdmin]);
const ADMIN_OR_AUDITOR: Who = Who::with(&[Role::PlatformAdmin, Role::Auditor]);
const APPROVER: Who = Who::with(&[Role::Approver]);

/// Every rule of the process.
pub const RULES: &[&[Rule]] = &[POLICY, exchange::POLICY, MAILBOX_RULES];

/// The RPCs of `shenguan.approval.v1`.
const POLICY: &[Rule] = &[
    by_system::<pb::ListUnitsRequest>(Who::EVERYBODY),
    by_system::<pb::SaveUnitRequest>(ADMIN),
    by_system::<pb::ListOfficialsRequest>(Who::EVERYBODY),
    by_system::<pb::SaveOfficialRequest>(ADMIN),
    by_system::<pb::ListCertificateKeysRequest>(ADMIN_OR_AUDITOR),
    by_system::<pb::PinCertificateKeyRequest>(ADMIN),
    by_system::<pb::RevokeCertificateKeyRequest>(ADMIN),
    by_system::<pb::ListItemsRequest>(Who::EVERYBODY),
    by_system::<pb::GetItemRequest>(Who::EVERYBODY),
    by_system::<pb::SaveItemRequest>(ADMIN),
    by_system::<pb::GetResponsibilityMapRequest>(Who::EVERYBODY),
    by_system::<pb::PublishResponsibilityMapRequest>(ADMIN),
    by_system::<pb::ExplainRouteRequest>(Who::EVERYBODY),
    by_system::<pb::ListCalendarYearsRequest>(Who::EVERYBODY),
    by_system::<pb::LoadCalendarYearRequest>(ADMIN),
    by_system::<pb::ListClosuresRequest>(Who::EVERYBODY),
    by_system::<pb::CloseDayRequest>(ADMIN),
    by_system::<pb::ReopenDayRequest>(ADMIN),
    by_system::<pb::ExplainDateRequest>(Who::EVERYBODY),
    acting::<pb::RecordDecisionRequest>(APPROVER),
    by_system::<pb::GetDecisionRequest>(APPROVER),
    by_system::<pb::ListDecisionsRequest>(APPROVER),
    acting::<pb::ImportDecisionsRequest>(APPROVER),
    acting::<pb::ResolveDecisionRequest>(APPROVER),
    acting::<pb::CompleteDecisionRequest>(APPROVER),
];
