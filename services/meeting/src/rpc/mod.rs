//! The RPCs: one file each — parse, call the operation, reply.

mod accept_resolution;
mod answer_invitation;
mod approve_minutes;
mod approve_topic;
mod cancel_meeting;
mod circulate_minutes;
mod comment_on_minutes;
mod decide_extension;
mod decline_seat_change;
mod delegate_meeting;
mod draft_minutes;
mod get_bulletin;
mod get_invitation;
mod get_material;
mod get_meeting;
mod get_minutes;
mod get_minutes_document;
mod get_resolution;
mod get_topic;
mod invite_to_meeting;
mod issue_bulletin;
mod issue_minutes;
mod known_units;
mod list_bulletins;
mod list_meetings;
mod list_resolutions;
mod list_seat_changes;
mod list_seats;
mod list_topics;
mod names;
mod open_meeting;
mod plan_meeting;
mod present;
mod present_meeting;
mod present_minutes;
mod present_resolution;
mod present_topic;
mod propose_seat_change;
mod propose_topic;
mod reassign_resolution;
mod record_seat_change;
mod reopen_resolution;
mod report_progress;
mod request_extension;
mod reschedule_meeting;
mod return_topic;
mod send_material;
mod sign_in;
mod submit_resolution;
mod submit_topic;
mod summarise_topic;

use proto::{Rpc, meeting::v1 as pb};
use shell::{Reply, act, read};
use tonic::Request;

use crate::App;

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::roster_service_server::RosterService for App {
    async fn list_seats(&self, q: Request<pb::ListSeatsRequest>) -> Reply<pb::ListSeatsRequest> { read(self, q).await }
    async fn propose_seat_change(&self, q: Request<pb::ProposeSeatChangeRequest>) -> Reply<pb::ProposeSeatChangeRequest> { act(self, q).await }
    async fn record_seat_change(&self, q: Request<pb::RecordSeatChangeRequest>) -> Reply<pb::RecordSeatChangeRequest> { act(self, q).await }
    async fn decline_seat_change(&self, q: Request<pb::DeclineSeatChangeRequest>) -> Reply<pb::DeclineSeatChangeRequest> { act(self, q).await }
    async fn list_seat_changes(&self, q: Request<pb::ListSeatChangesRequest>) -> Reply<pb::ListSeatChangesRequest> { read(self, q).await }
}

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::topic_service_server::TopicService for App {
    async fn propose_topic(&self, q: Request<pb::ProposeTopicRequest>) -> Reply<pb::ProposeTopicRequest> { act(self, q).await }
    async fn summarise_topic(&self, q: Request<pb::SummariseTopicRequest>) -> Reply<pb::SummariseTopicRequest> { act(self, q).await }
    async fn submit_topic(&self, q: Request<pb::SubmitTopicRequest>) -> Reply<pb::SubmitTopicRequest> { act(self, q).await }
    async fn approve_topic(&self, q: Request<pb::ApproveTopicRequest>) -> Reply<pb::ApproveTopicRequest> { act(self, q).await }
    async fn return_topic(&self, q: Request<pb::ReturnTopicRequest>) -> Reply<pb::ReturnTopicRequest> { act(self, q).await }
    async fn get_topic(&self, q: Request<pb::GetTopicRequest>) -> Reply<pb::GetTopicRequest> { read(self, q).await }
    async fn list_topics(&self, q: Request<pb::ListTopicsRequest>) -> Reply<pb::ListTopicsRequest> { read(self, q).await }
}

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

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::minutes_service_server::MinutesService for App {
    async fn draft_minutes(&self, q: Request<pb::DraftMinutesRequest>) -> Reply<pb::DraftMinutesRequest> { act(self, q).await }
    async fn circulate_minutes(&self, q: Request<pb::CirculateMinutesRequest>) -> Reply<pb::CirculateMinutesRequest> { act(self, q).await }
    async fn comment_on_minutes(&self, q: Request<pb::CommentOnMinutesRequest>) -> Reply<pb::CommentOnMinutesRequest> { act(self, q).await }
    async fn approve_minutes(&self, q: Request<pb::ApproveMinutesRequest>) -> Reply<pb::ApproveMinutesRequest> { act(self, q).await }
    async fn issue_minutes(&self, q: Request<pb::IssueMinutesRequest>) -> Reply<pb::IssueMinutesRequest> { act(self, q).await }
    async fn get_minutes(&self, q: Request<pb::GetMinutesRequest>) -> Reply<pb::GetMinutesRequest> { read(self, q).await }
    async fn get_minutes_document(&self, q: Request<pb::GetMinutesDocumentRequest>) -> Reply<pb::GetMinutesDocumentRequest> {
        let app = self.clone();
        shell::call(&self.doors, pb::GetMinutesDocumentRequest::PATH, q, |caller, q| get_minutes_document::get_minutes_document(app, caller, q)).await
    }
}

#[rustfmt::skip]
#[tonic::async_trait]
impl pb::resolution_service_server::ResolutionService for App {
    async fn report_progress(&self, q: Request<pb::ReportProgressRequest>) -> Reply<pb::ReportProgressRequest> { act(self, q).await }
    async fn submit_resolution(&self, q: Request<pb::SubmitResolutionRequest>) -> Reply<pb::SubmitResolutionRequest> { act(self, q).await }
    async fn accept_resolution(&self, q: Request<pb::AcceptResolutionRequest>) -> Reply<pb::AcceptResolutionRequest> { act(self, q).await }
    async fn reopen_resolution(&self, q: Request<pb::ReopenResolutionRequest>) -> Reply<pb::ReopenResolutionRequest> { act(self, q).await }
    async fn reassign_resolution(&self, q: Request<pb::ReassignResolutionRequest>) -> Reply<pb::ReassignResolutionRequest> { act(self, q).await }
    async fn request_extension(&self, q: Request<pb::RequestExtensionRequest>) -> Reply<pb::RequestExtensionRequest> { act(self, q).await }
    async fn decide_extension(&self, q: Request<pb::DecideExtensionRequest>) -> Reply<pb::DecideExtensionRequest> { act(self, q).await }
    async fn get_resolution(&self, q: Request<pb::GetResolutionRequest>) -> Reply<pb::GetResolutionRequest> { read(self, q).await }
    async fn list_resolutions(&self, q: Request<pb::ListResolutionsRequest>) -> Reply<pb::ListResolutionsRequest> { read(self, q).await }
    async fn issue_bulletin(&self, q: Request<pb::IssueBulletinRequest>) -> Reply<pb::IssueBulletinRequest> { act(self, q).await }
    async fn get_bulletin(&self, q: Request<pb::GetBulletinRequest>) -> Reply<pb::GetBulletinRequest> { read(self, q).await }
    async fn list_bulletins(&self, q: Request<pb::ListBulletinsRequest>) -> Reply<pb::ListBulletinsRequest> { read(self, q).await }
}
