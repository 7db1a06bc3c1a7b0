//! Who may call what in this service. What no line names is denied. Who holds a seat, the roster says at that moment.

use proto::{meeting::v1 as pb, words::meeting::SeatRole};
use shell::{MAILBOX_RULES, Role, Rule, Who, acting, by_system};

/// Every rule of the process.
pub const RULES: &[&[Rule]] = &[POLICY, MAILBOX_RULES];

/// The joint meeting's RPCs.
const POLICY: &[Rule] = &[
    by_system::<pb::ListSeatsRequest>(Who::EVERYBODY),
    acting::<pb::ProposeSeatChangeRequest>(UNIT),
    acting::<pb::RecordSeatChangeRequest>(OFFICE),
    acting::<pb::DeclineSeatChangeRequest>(OFFICE),
    by_system::<pb::ListSeatChangesRequest>(Who::EVERYBODY),
    acting::<pb::ProposeTopicRequest>(UNIT),
    acting::<pb::SummariseTopicRequest>(OFFICE),
    acting::<pb::SubmitTopicRequest>(OFFICE),
    acting::<pb::ApproveTopicRequest>(CHIEF_CONVENER),
    acting::<pb::ReturnTopicRequest>(CHIEF_CONVENER),
    by_system::<pb::GetTopicRequest>(Who::EVERYBODY),
    by_system::<pb::ListTopicsRequest>(Who::EVERYBODY),
    acting::<pb::PlanMeetingRequest>(OFFICE),
    acting::<pb::DelegateMeetingRequest>(CHIEF_CONVENER),
    acting::<pb::InviteToMeetingRequest>(OFFICE),
    acting::<pb::SendMaterialRequest>(OFFICE),
    acting::<pb::AnswerInvitationRequest>(UNIT),
    acting::<pb::RescheduleMeetingRequest>(OFFICE),
    acting::<pb::CancelMeetingRequest>(OFFICE),
    acting::<pb::SignInRequest>(Who::EVERYBODY),
    acting::<pb::OpenMeetingRequest>(OFFICE),
    by_system::<pb::GetMeetingRequest>(Who::EVERYBODY),
    by_system::<pb::ListMeetingsRequest>(Who::EVERYBODY),
    acting::<pb::GetMaterialRequest>(Who::EVERYBODY),
    by_system::<pb::GetInvitationRequest>(Who::EVERYBODY),
    acting::<pb::DraftMinutesRequest>(OFFICE),
    acting::<pb::CirculateMinutesRequest>(OFFICE),
    acting::<pb::CommentOnMinutesRequest>(UNIT),
    acting::<pb::ApproveMinutesRequest>(Who::EVERYBODY),
    acting::<pb::IssueMinutesRequest>(OFFICE),
    by_system::<pb::GetMinutesRequest>(Who::EVERYBODY),
    by_system::<pb::GetMinutesDocumentRequest>(Who::EVERYBODY),
    acting::<pb::ReportProgressRequest>(UNIT),
    acting::<pb::SubmitResolutionRequest>(UNIT),
    acting::<pb::AcceptResolutionRequest>(OFFICE),
    acting::<pb::ReopenResolutionRequest>(OFFICE),
    acting::<pb::ReassignResolutionRequest>(OFFICE),
    acting::<pb::RequestExtensionRequest>(UNIT),
    acting::<pb::DecideExtensionRequest>(OFFICE),
    by_system::<pb::GetResolutionRequest>(Who::EVERYBODY),
    by_system::<pb::ListResolutionsRequest>(Who::EVERYBODY),
    acting::<pb::IssueBulletinRequest>(OFFICE),
    by_system::<pb::GetBulletinRequest>(Who::EVERYBODY),
    by_system::<pb::ListBulletinsRequest>(Who::EVERYBODY),
];

/// The office of the joint meeting (联席会议办公室).
const OFFICE: Who = Who::with(&[Role::Overseer]).holding(SeatRole::Office);
/// The chief convener (总召集人).
const CHIEF_CONVENER: Who = Who::EVERYBODY.holding(SeatRole::ChiefConvener);
/// Who speaks for a unit in the joint meeting.
const UNIT: Who = Who::with(&[Role::Liaison, Role::Leader]);
