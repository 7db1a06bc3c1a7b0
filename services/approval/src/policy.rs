//! Who may call what in this service. What no line names is denied.

use shell::{OfficialNeeded, Role, Rule};

const EVERY_ROLE: &[Role] = &Role::ALL;
const ADMIN: &[Role] = &[Role::PlatformAdmin];
const ADMIN_OR_AUDITOR: &[Role] = &[Role::PlatformAdmin, Role::Auditor];
const APPROVER: &[Role] = &[Role::Approver];

/// The RPCs of `shenguan.approval.v1`.
pub const POLICY: &[Rule] = &[
    by_system("/shenguan.approval.v1.DirectoryService/ListUnits", EVERY_ROLE),
    by_system("/shenguan.approval.v1.DirectoryService/SaveUnit", ADMIN),
    by_system("/shenguan.approval.v1.DirectoryService/ListOfficials", EVERY_ROLE),
    by_system("/shenguan.approval.v1.DirectoryService/SaveOfficial", ADMIN),
    by_system("/shenguan.approval.v1.DirectoryService/ListCertificateKeys", ADMIN_OR_AUDITOR),
    by_system("/shenguan.approval.v1.DirectoryService/PinCertificateKey", ADMIN),
    by_system("/shenguan.approval.v1.DirectoryService/RevokeCertificateKey", ADMIN),
    by_system("/shenguan.approval.v1.CatalogueService/ListItems", EVERY_ROLE),
    by_system("/shenguan.approval.v1.CatalogueService/GetItem", EVERY_ROLE),
    by_system("/shenguan.approval.v1.CatalogueService/SaveItem", ADMIN),
    by_system("/shenguan.approval.v1.CatalogueService/GetResponsibilityMap", EVERY_ROLE),
    by_system("/shenguan.approval.v1.CatalogueService/PublishResponsibilityMap", ADMIN),
    by_system("/shenguan.approval.v1.CatalogueService/ExplainRoute", EVERY_ROLE),
    by_system("/shenguan.approval.v1.CalendarService/ListCalendarYears", EVERY_ROLE),
    by_system("/shenguan.approval.v1.CalendarService/LoadCalendarYear", ADMIN),
    by_system("/shenguan.approval.v1.CalendarService/ListClosures", EVERY_ROLE),
    by_system("/shenguan.approval.v1.CalendarService/CloseDay", ADMIN),
    by_system("/shenguan.approval.v1.CalendarService/ReopenDay", ADMIN),
    by_system("/shenguan.approval.v1.CalendarService/ExplainDate", EVERY_ROLE),
    by_official("/shenguan.approval.v1.DecisionService/RecordDecision"),
    by_system("/shenguan.approval.v1.DecisionService/GetDecision", APPROVER),
    by_system("/shenguan.approval.v1.DecisionService/ListDecisions", APPROVER),
    by_official("/shenguan.approval.v1.DecisionService/ImportDecisions"),
    by_official("/shenguan.approval.v1.DecisionService/ResolveDecision"),
    by_official("/shenguan.approval.v1.DecisionService/CompleteDecision"),
];

const fn by_system(rpc: &'static str, roles: &'static [Role]) -> Rule {
    Rule { rpc, roles, official: OfficialNeeded::No }
}

/// An official act of the approval bureau: it needs an acting official.
const fn by_official(rpc: &'static str) -> Rule {
    Rule { rpc, roles: APPROVER, official: OfficialNeeded::Yes }
}
