//! Who may call the RPCs of notification.

use proto::{Rpc, notification::v1 as pb};
use shell::{OfficialNeeded, Role, Rule};

const fn reading<Q: Rpc>() -> Rule {
    Rule::of::<Q>(&Role::ALL, OfficialNeeded::No)
}

const fn acting<Q: Rpc>(roles: &'static [Role]) -> Rule {
    Rule::of::<Q>(roles, OfficialNeeded::Yes)
}

/// The policy rows of DutyService, ReminderService, NoticeService,
/// SubscriptionService and SupervisionLetterService.
pub const POLICY: &[Rule] = &[
    reading::<pb::ListDutyKindsRequest>(),
    reading::<pb::ListDutiesRequest>(),
    reading::<pb::GetDutyRequest>(),
    reading::<pb::CountDutiesRequest>(),
    reading::<pb::WatchDutiesRequest>(),
    acting::<pb::ExplainLatenessRequest>(ANSWERING),
    acting::<pb::RecordFindingRequest>(&[Role::Overseer]),
    reading::<pb::ListReminderPlansRequest>(),
    reading::<pb::SimulateRemindersRequest>(),
    acting::<pb::SilenceRemindersRequest>(&[Role::Leader]),
    acting::<pb::EndSilenceRequest>(&[Role::Leader]),
    reading::<pb::ListSilencesRequest>(),
    acting::<pb::NameDeputyRequest>(&Role::ALL),
    acting::<pb::EndDeputyRequest>(&Role::ALL),
    reading::<pb::ListDeputiesRequest>(),
    reading::<pb::ListNoticesRequest>(),
    reading::<pb::WatchNoticesRequest>(),
    reading::<pb::ReportNoticesRequest>(),
    reading::<pb::GetNoticeRequest>(),
    acting::<pb::MarkNoticesReadRequest>(&Role::ALL),
    acting::<pb::CreateSubscriptionRequest>(SUBSCRIBERS),
    acting::<pb::VerifySubscriptionRequest>(SUBSCRIBERS),
    acting::<pb::DisableSubscriptionRequest>(SUBSCRIBERS),
    acting::<pb::EnableSubscriptionRequest>(SUBSCRIBERS),
    acting::<pb::TestSubscriptionRequest>(SUBSCRIBERS),
    acting::<pb::RotateSigningKeyRequest>(SUBSCRIBERS),
    acting::<pb::RecoverSubscriptionRequest>(SUBSCRIBERS),
    reading::<pb::PreviewMessagesRequest>(),
    reading::<pb::ListSubscriptionsRequest>(),
    reading::<pb::ListDispatchesRequest>(),
    reading::<pb::GetDispatchRequest>(),
    acting::<pb::ResendDispatchRequest>(SUBSCRIBERS),
    acting::<pb::IssueLetterRequest>(&[Role::Overseer]),
    acting::<pb::ReplyToLetterRequest>(ANSWERING),
    acting::<pb::CloseLetterRequest>(&[Role::Overseer]),
    reading::<pb::GetLetterRequest>(),
    reading::<pb::ListLettersRequest>(),
    reading::<pb::ListAnnouncementsRequest>(),
];

/// Who answers for a unit.
const ANSWERING: &[Role] = &[Role::Approver, Role::Claimant, Role::Liaison, Role::Leader];

/// Who says where a unit's notices go: whoever works with them.
const SUBSCRIBERS: &[Role] =
    &[Role::Approver, Role::Claimant, Role::PlatformAdmin, Role::Overseer, Role::Liaison, Role::Leader];
