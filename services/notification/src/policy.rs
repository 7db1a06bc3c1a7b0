//! Who may call what in this service. What no line names is denied.

use proto::notification::v1 as pb;
use shell::{MAILBOX_RULES, Role, Rule, Who, acting, by_system};

/// Every rule of the process.
pub const RULES: &[&[Rule]] = &[POLICY, MAILBOX_RULES];

/// Duties, reminders, notices, subscriptions and supervision letters.
const POLICY: &[Rule] = &[
    by_system::<pb::ListDutyKindsRequest>(Who::EVERYBODY),
    by_system::<pb::ListDutiesRequest>(Who::EVERYBODY),
    by_system::<pb::GetDutyRequest>(Who::EVERYBODY),
    by_system::<pb::CountDutiesRequest>(Who::EVERYBODY),
    by_system::<pb::WatchDutiesRequest>(Who::EVERYBODY),
    acting::<pb::ExplainLatenessRequest>(ANSWERING),
    acting::<pb::RecordFindingRequest>(OVERSEER),
    by_system::<pb::ListReminderPlansRequest>(Who::EVERYBODY),
    by_system::<pb::SimulateRemindersRequest>(Who::EVERYBODY),
    acting::<pb::SilenceRemindersRequest>(LEADER),
    acting::<pb::EndSilenceRequest>(LEADER),
    by_system::<pb::ListSilencesRequest>(Who::EVERYBODY),
    acting::<pb::NameDeputyRequest>(Who::EVERYBODY),
    acting::<pb::EndDeputyRequest>(Who::EVERYBODY),
    by_system::<pb::ListDeputiesRequest>(Who::EVERYBODY),
    by_system::<pb::ListNoticesRequest>(Who::EVERYBODY),
    by_system::<pb::WatchNoticesRequest>(Who::EVERYBODY),
    by_system::<pb::ReportNoticesRequest>(Who::EVERYBODY),
    by_system::<pb::GetNoticeRequest>(Who::EVERYBODY),
    acting::<pb::MarkNoticesReadRequest>(Who::EVERYBODY),
    acting::<pb::CreateSubscriptionRequest>(SUBSCRIBERS),
    acting::<pb::VerifySubscriptionRequest>(SUBSCRIBERS),
    acting::<pb::DisableSubscriptionRequest>(SUBSCRIBERS),
    acting::<pb::EnableSubscriptionRequest>(SUBSCRIBERS),
    acting::<pb::TestSubscriptionRequest>(SUBSCRIBERS),
    acting::<pb::RotateSigningKeyRequest>(SUBSCRIBERS),
    acting::<pb::RecoverSubscriptionRequest>(SUBSCRIBERS),
    by_system::<pb::PreviewMessagesRequest>(Who::EVERYBODY),
    by_system::<pb::ListSubscriptionsRequest>(Who::EVERYBODY),
    by_system::<pb::ListDispatchesRequest>(Who::EVERYBODY),
    by_system::<pb::GetDispatchRequest>(Who::EVERYBODY),
    acting::<pb::ResendDispatchRequest>(SUBSCRIBERS),
    acting::<pb::IssueLetterRequest>(OVERSEER),
    acting::<pb::ReplyToLetterRequest>(ANSWERING),
    acting::<pb::CloseLetterRequest>(OVERSEER),
    by_system::<pb::GetLetterRequest>(Who::EVERYBODY),
    by_system::<pb::ListLettersRequest>(Who::EVERYBODY),
    by_system::<pb::ListAnnouncementsRequest>(Who::EVERYBODY),
];

const LEADER: Who = Who::with(&[Role::Leader]);
const OVERSEER: Who = Who::with(&[Role::Overseer]);
/// Who answers for a unit.
const ANSWERING: Who = Who::with(&[Role::Approver, Role::Claimant, Role::Liaison, Role::Leader]);
/// Who says where a unit's notices go: whoever works with them.
const SUBSCRIBERS: Who = Who::with(&[
    Role::Approver,
    Role::Claimant,
    Role::PlatformAdmin,
    Role::Overseer,
    Role::Liaison,
    Role::Leader,
]);
