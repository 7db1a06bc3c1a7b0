//! Who may call the RPCs of meeting.

use proto::{Rpc, meeting::v1 as pb};
use shell::{OfficialNeeded, Role, Rule};

const fn reading<Q: Rpc>() -> Rule {
    Rule::of::<Q>(&Role::ALL, OfficialNeeded::No)
}

const fn acting<Q: Rpc>(roles: &'static [Role]) -> Rule {
    Rule::of::<Q>(roles, OfficialNeeded::Yes)
}

/// The policy rows of every service of the joint meeting. Who holds the seat of the chief convener, the roster says.
pub const POLICY: &[Rule] = &[
    reading::<pb::ListSeatsRequest>(),
    acting::<pb::ProposeSeatChangeRequest>(&[Role::Liaison, Role::Leader]),
    acting::<pb::RecordSeatChangeRequest>(&[Role::Overseer]),
    acting::<pb::DeclineSeatChangeRequest>(&[Role::Overseer]),
    reading::<pb::ListSeatChangesRequest>(),
    acting::<pb::ProposeTopicRequest>(&[Role::Liaison, Role::Leader]),
    acting::<pb::SummariseTopicRequest>(&[Role::Overseer]),
    acting::<pb::SubmitTopicRequest>(&[Role::Overseer]),
    acting::<pb::ApproveTopicRequest>(&Role::ALL),
    acting::<pb::ReturnTopicRequest>(&Role::ALL),
    reading::<pb::GetTopicRequest>(),
    reading::<pb::ListTopicsRequest>(),
    acting::<pb::PlanMeetingRequest>(&[Role::Overseer]),
    acting::<pb::DelegateMeetingRequest>(&Role::ALL),
    acting::<pb::InviteToMeetingRequest>(&[Role::Overseer]),
    acting::<pb::SendMaterialRequest>(&[Role::Overseer]),
    acting::<pb::AnswerInvitationRequest>(&[Role::Liaison, Role::Leader]),
    acting::<pb::RescheduleMeetingRequest>(&[Role::Overseer]),
    acting::<pb::CancelMeetingRequest>(&[Role::Overseer]),
    acting::<pb::SignInRequest>(&Role::ALL),
    acting::<pb::OpenMeetingRequest>(&[Role::Overseer]),
    reading::<pb::GetMeetingRequest>(),
    reading::<pb::ListMeetingsRequest>(),
    acting::<pb::GetMaterialRequest>(&Role::ALL),
    reading::<pb::GetInvitationRequest>(),
    acting::<pb::DraftMinutesRequest>(&[Role::Overseer]),
    acting::<pb::CirculateMinutesRequest>(&[Role::Overseer]),
    acting::<pb::CommentOnMinutesRequest>(&[Role::Liaison, Role::Leader]),
    acting::<pb::ApproveMinutesRequest>(&Role::ALL),
    acting::<pb::IssueMinutesRequest>(&[Role::Overseer]),
    reading::<pb::GetMinutesRequest>(),
    reading::<pb::GetMinutesDocumentRequest>(),
    acting::<pb::ReportProgressRequest>(&[Role::Liaison, Role::Leader]),
    acting::<pb::SubmitResolutionRequest>(&[Role::Liaison, Role::Leader]),
    acting::<pb::AcceptResolutionRequest>(&[Role::Overseer]),
    acting::<pb::ReopenResolutionRequest>(&[Role::Overseer]),
    acting::<pb::ReassignResolutionRequest>(&[Role::Overseer]),
    acting::<pb::RequestExtensionRequest>(&[Role::Liaison, Role::Leader]),
    acting::<pb::DecideExtensionRequest>(&[Role::Overseer]),
    reading::<pb::GetResolutionRequest>(),
    reading::<pb::ListResolutionsRequest>(),
    acting::<pb::IssueBulletinRequest>(&[Role::Overseer]),
    reading::<pb::GetBulletinRequest>(),
    reading::<pb::ListBulletinsRequest>(),
];
