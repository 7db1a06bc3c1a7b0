//! Meetings from the plan to the opening (联席会议制度三（一）至（四）): `MeetingService`.

mod answer;
mod cancel;
mod delegate;
mod get;
mod get_invitation;
mod get_material;
mod invite;
mod list;
mod open;
mod plan;
mod present;
mod reschedule;
mod send_material;
mod sign_in;

use proto::meeting::v1 as pb;
use shell::{Reply, act, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::meeting_service_server::MeetingService for App {
    async fn plan_meeting(&self, q: Request<pb::PlanMeetingRequest>) -> Reply<pb::PlanMeetingRequest> { act(self, q).await }
    async fn delegate_meeting(&self, q: Request<pb::DelegateMeetingRequest>) -> Reply<pb::DelegateMeetingRequest> { act(self, q).await }
    async fn invite_to_meeting(&self, q: Request<pb::InviteToMeetingRequest>) -> Reply<pb::InviteToMeetingRequest> { act(self, q).await }
    async fn send_material(&self, q: Request<pb::SendMaterialRequest>) -> Reply<pb::SendMaterialRequest> { act(self, q).await }
    async fn answer_invitation(&self, q: Request<pb::AnswerInvitationRequest>) -> Reply<pb::AnswerInvitationRequest> { act(self, q).await }
    async fn reschedule_meeting(&self, q: Request<pb::RescheduleMeetingRequest>) -> Reply<pb::RescheduleMeetingRequest> { act(self, q).await }
    async fn cancel_meeting(&self, q: Request<pb::CancelMeetingRequest>) -> Reply<pb::CancelMeetingRequest> { act(self, q).await }
    async fn sign_in(&self, q: Request<pb::SignInRequest>) -> Reply<pb::SignInRequest> { act(self, q).await }
    async fn open_meeting(&self, q: Request<pb::OpenMeetingRequest>) -> Reply<pb::OpenMeetingRequest> { act(self, q).await }
    async fn get_meeting(&self, q: Request<pb::GetMeetingRequest>) -> Reply<pb::GetMeetingRequest> { read(self, q).await }
    async fn list_meetings(&self, q: Request<pb::ListMeetingsRequest>) -> Reply<pb::ListMeetingsRequest> { read(self, q).await }
    async fn get_material(&self, q: Request<pb::GetMaterialRequest>) -> Reply<pb::GetMaterialRequest> { read(self, q).await }
    async fn get_invitation(&self, q: Request<pb::GetInvitationRequest>) -> Reply<pb::GetInvitationRequest> { read(self, q).await }
}
