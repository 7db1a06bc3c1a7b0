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

use proto::meeting::v1 as pb;
use shell::call;
use tonic::{Request, Response, Status};

use crate::{App, policy::paths};

type Reply<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl pb::roster_service_server::RosterService for App {
    async fn list_seats(&self, request: Request<pb::ListSeatsRequest>) -> Reply<pb::ListSeatsResponse> {
        let handler = |caller, request| list_seats::list_seats(self.clone(), caller, request);
        call(&self.doors, paths::LIST_SEATS, request, handler).await
    }

    async fn propose_seat_change(
        &self,
        request: Request<pb::ProposeSeatChangeRequest>,
    ) -> Reply<pb::ProposeSeatChangeResponse> {
        let handler =
            |caller, request| propose_seat_change::propose_seat_change(self.clone(), caller, request);
        call(&self.doors, paths::PROPOSE_SEAT_CHANGE, request, handler).await
    }

    async fn record_seat_change(
        &self,
        request: Request<pb::RecordSeatChangeRequest>,
    ) -> Reply<pb::RecordSeatChangeResponse> {
        let handler = |caller, request| record_seat_change::record_seat_change(self.clone(), caller, request);
        call(&self.doors, paths::RECORD_SEAT_CHANGE, request, handler).await
    }

    async fn decline_seat_change(
        &self,
        request: Request<pb::DeclineSeatChangeRequest>,
    ) -> Reply<pb::DeclineSeatChangeResponse> {
        let handler =
            |caller, request| decline_seat_change::decline_seat_change(self.clone(), caller, request);
        call(&self.doors, paths::DECLINE_SEAT_CHANGE, request, handler).await
    }

    async fn list_seat_changes(
        &self,
        request: Request<pb::ListSeatChangesRequest>,
    ) -> Reply<pb::ListSeatChangesResponse> {
        let handler = |caller, request| list_seat_changes::list_seat_changes(self.clone(), caller, request);
        call(&self.doors, paths::LIST_SEAT_CHANGES, request, handler).await
    }
}

#[tonic::async_trait]
impl pb::topic_service_server::TopicService for App {
    async fn propose_topic(
        &self,
        request: Request<pb::ProposeTopicRequest>,
    ) -> Reply<pb::ProposeTopicResponse> {
        let handler = |caller, request| propose_topic::propose_topic(self.clone(), caller, request);
        call(&self.doors, paths::PROPOSE_TOPIC, request, handler).await
    }

    async fn summarise_topic(
        &self,
        request: Request<pb::SummariseTopicRequest>,
    ) -> Reply<pb::SummariseTopicResponse> {
        let handler = |caller, request| summarise_topic::summarise_topic(self.clone(), caller, request);
        call(&self.doors, paths::SUMMARISE_TOPIC, request, handler).await
    }

    async fn submit_topic(&self, request: Request<pb::SubmitTopicRequest>) -> Reply<pb::SubmitTopicResponse> {
        let handler = |caller, request| submit_topic::submit_topic(self.clone(), caller, request);
        call(&self.doors, paths::SUBMIT_TOPIC, request, handler).await
    }

    async fn approve_topic(
        &self,
        request: Request<pb::ApproveTopicRequest>,
    ) -> Reply<pb::ApproveTopicResponse> {
        let handler = |caller, request| approve_topic::approve_topic(self.clone(), caller, request);
        call(&self.doors, paths::APPROVE_TOPIC, request, handler).await
    }

    async fn return_topic(&self, request: Request<pb::ReturnTopicRequest>) -> Reply<pb::ReturnTopicResponse> {
        let handler = |caller, request| return_topic::return_topic(self.clone(), caller, request);
        call(&self.doors, paths::RETURN_TOPIC, request, handler).await
    }

    async fn get_topic(&self, request: Request<pb::GetTopicRequest>) -> Reply<pb::GetTopicResponse> {
        let handler = |caller, request| get_topic::get_topic(self.clone(), caller, request);
        call(&self.doors, paths::GET_TOPIC, request, handler).await
    }

    async fn list_topics(&self, request: Request<pb::ListTopicsRequest>) -> Reply<pb::ListTopicsResponse> {
        let handler = |caller, request| list_topics::list_topics(self.clone(), caller, request);
        call(&self.doors, paths::LIST_TOPICS, request, handler).await
    }
}

#[tonic::async_trait]
impl pb::meeting_service_server::MeetingService for App {
    async fn plan_meeting(&self, request: Request<pb::PlanMeetingRequest>) -> Reply<pb::PlanMeetingResponse> {
        let handler = |caller, request| plan_meeting::plan_meeting(self.clone(), caller, request);
        call(&self.doors, paths::PLAN_MEETING, request, handler).await
    }

    async fn delegate_meeting(
        &self,
        request: Request<pb::DelegateMeetingRequest>,
    ) -> Reply<pb::DelegateMeetingResponse> {
        let handler = |caller, request| delegate_meeting::delegate_meeting(self.clone(), caller, request);
        call(&self.doors, paths::DELEGATE_MEETING, request, handler).await
    }

    async fn invite_to_meeting(
        &self,
        request: Request<pb::InviteToMeetingRequest>,
    ) -> Reply<pb::InviteToMeetingResponse> {
        let handler = |caller, request| invite_to_meeting::invite_to_meeting(self.clone(), caller, request);
        call(&self.doors, paths::INVITE_TO_MEETING, request, handler).await
    }

    async fn send_material(
        &self,
        request: Request<pb::SendMaterialRequest>,
    ) -> Reply<pb::SendMaterialResponse> {
        let handler = |caller, request| send_material::send_material(self.clone(), caller, request);
        call(&self.doors, paths::SEND_MATERIAL, request, handler).await
    }

    async fn answer_invitation(
        &self,
        request: Request<pb::AnswerInvitationRequest>,
    ) -> Reply<pb::AnswerInvitationResponse> {
        let handler = |caller, request| answer_invitation::answer_invitation(self.clone(), caller, request);
        call(&self.doors, paths::ANSWER_INVITATION, request, handler).await
    }

    async fn reschedule_meeting(
        &self,
        request: Request<pb::RescheduleMeetingRequest>,
    ) -> Reply<pb::RescheduleMeetingResponse> {
        let handler = |caller, request| reschedule_meeting::reschedule_meeting(self.clone(), caller, request);
        call(&self.doors, paths::RESCHEDULE_MEETING, request, handler).await
    }

    async fn cancel_meeting(
        &self,
        request: Request<pb::CancelMeetingRequest>,
    ) -> Reply<pb::CancelMeetingResponse> {
        let handler = |caller, request| cancel_meeting::cancel_meeting(self.clone(), caller, request);
        call(&self.doors, paths::CANCEL_MEETING, request, handler).await
    }

    async fn sign_in(&self, request: Request<pb::SignInRequest>) -> Reply<pb::SignInResponse> {
        let handler = |caller, request| sign_in::sign_in(self.clone(), caller, request);
        call(&self.doors, paths::SIGN_IN, request, handler).await
    }

    async fn open_meeting(&self, request: Request<pb::OpenMeetingRequest>) -> Reply<pb::OpenMeetingResponse> {
        let handler = |caller, request| open_meeting::open_meeting(self.clone(), caller, request);
        call(&self.doors, paths::OPEN_MEETING, request, handler).await
    }

    async fn get_meeting(&self, request: Request<pb::GetMeetingRequest>) -> Reply<pb::GetMeetingResponse> {
        let handler = |caller, request| get_meeting::get_meeting(self.clone(), caller, request);
        call(&self.doors, paths::GET_MEETING, request, handler).await
    }

    async fn list_meetings(
        &self,
        request: Request<pb::ListMeetingsRequest>,
    ) -> Reply<pb::ListMeetingsResponse> {
        let handler = |caller, request| list_meetings::list_meetings(self.clone(), caller, request);
        call(&self.doors, paths::LIST_MEETINGS, request, handler).await
    }

    async fn get_material(&self, request: Request<pb::GetMaterialRequest>) -> Reply<pb::GetMaterialResponse> {
        let handler = |caller, request| get_material::get_material(self.clone(), caller, request);
        call(&self.doors, paths::GET_MATERIAL, request, handler).await
    }

    async fn get_invitation(
        &self,
        request: Request<pb::GetInvitationRequest>,
    ) -> Reply<pb::GetInvitationResponse> {
        let handler = |caller, request| get_invitation::get_invitation(self.clone(), caller, request);
        call(&self.doors, paths::GET_INVITATION, request, handler).await
    }
}

#[tonic::async_trait]
impl pb::minutes_service_server::MinutesService for App {
    async fn draft_minutes(
        &self,
        request: Request<pb::DraftMinutesRequest>,
    ) -> Reply<pb::DraftMinutesResponse> {
        let handler = |caller, request| draft_minutes::draft_minutes(self.clone(), caller, request);
        call(&self.doors, paths::DRAFT_MINUTES, request, handler).await
    }

    async fn circulate_minutes(
        &self,
        request: Request<pb::CirculateMinutesRequest>,
    ) -> Reply<pb::CirculateMinutesResponse> {
        let handler = |caller, request| circulate_minutes::circulate_minutes(self.clone(), caller, request);
        call(&self.doors, paths::CIRCULATE_MINUTES, request, handler).await
    }

    async fn comment_on_minutes(
        &self,
        request: Request<pb::CommentOnMinutesRequest>,
    ) -> Reply<pb::CommentOnMinutesResponse> {
        let handler = |caller, request| comment_on_minutes::comment_on_minutes(self.clone(), caller, request);
        call(&self.doors, paths::COMMENT_ON_MINUTES, request, handler).await
    }

    async fn approve_minutes(
        &self,
        request: Request<pb::ApproveMinutesRequest>,
    ) -> Reply<pb::ApproveMinutesResponse> {
        let handler = |caller, request| approve_minutes::approve_minutes(self.clone(), caller, request);
        call(&self.doors, paths::APPROVE_MINUTES, request, handler).await
    }

    async fn issue_minutes(
        &self,
        request: Request<pb::IssueMinutesRequest>,
    ) -> Reply<pb::IssueMinutesResponse> {
        let handler = |caller, request| issue_minutes::issue_minutes(self.clone(), caller, request);
        call(&self.doors, paths::ISSUE_MINUTES, request, handler).await
    }

    async fn get_minutes(&self, request: Request<pb::GetMinutesRequest>) -> Reply<pb::GetMinutesResponse> {
        let handler = |caller, request| get_minutes::get_minutes(self.clone(), caller, request);
        call(&self.doors, paths::GET_MINUTES, request, handler).await
    }

    async fn get_minutes_document(
        &self,
        request: Request<pb::GetMinutesDocumentRequest>,
    ) -> Reply<pb::GetMinutesDocumentResponse> {
        let handler =
            |caller, request| get_minutes_document::get_minutes_document(self.clone(), caller, request);
        call(&self.doors, paths::GET_MINUTES_DOCUMENT, request, handler).await
    }
}

#[tonic::async_trait]
impl pb::resolution_service_server::ResolutionService for App {
    async fn report_progress(
        &self,
        request: Request<pb::ReportProgressRequest>,
    ) -> Reply<pb::ReportProgressResponse> {
        let handler = |caller, request| report_progress::report_progress(self.clone(), caller, request);
        call(&self.doors, paths::REPORT_PROGRESS, request, handler).await
    }

    async fn submit_resolution(
        &self,
        request: Request<pb::SubmitResolutionRequest>,
    ) -> Reply<pb::SubmitResolutionResponse> {
        let handler = |caller, request| submit_resolution::submit_resolution(self.clone(), caller, request);
        call(&self.doors, paths::SUBMIT_RESOLUTION, request, handler).await
    }

    async fn accept_resolution(
        &self,
        request: Request<pb::AcceptResolutionRequest>,
    ) -> Reply<pb::AcceptResolutionResponse> {
        let handler = |caller, request| accept_resolution::accept_resolution(self.clone(), caller, request);
        call(&self.doors, paths::ACCEPT_RESOLUTION, request, handler).await
    }

    async fn reopen_resolution(
        &self,
        request: Request<pb::ReopenResolutionRequest>,
    ) -> Reply<pb::ReopenResolutionResponse> {
        let handler = |caller, request| reopen_resolution::reopen_resolution(self.clone(), caller, request);
        call(&self.doors, paths::REOPEN_RESOLUTION, request, handler).await
    }

    async fn reassign_resolution(
        &self,
        request: Request<pb::ReassignResolutionRequest>,
    ) -> Reply<pb::ReassignResolutionResponse> {
        let handler =
            |caller, request| reassign_resolution::reassign_resolution(self.clone(), caller, request);
        call(&self.doors, paths::REASSIGN_RESOLUTION, request, handler).await
    }

    async fn request_extension(
        &self,
        request: Request<pb::RequestExtensionRequest>,
    ) -> Reply<pb::RequestExtensionResponse> {
        let handler = |caller, request| request_extension::request_extension(self.clone(), caller, request);
        call(&self.doors, paths::REQUEST_EXTENSION, request, handler).await
    }

    async fn decide_extension(
        &self,
        request: Request<pb::DecideExtensionRequest>,
    ) -> Reply<pb::DecideExtensionResponse> {
        let handler = |caller, request| decide_extension::decide_extension(self.clone(), caller, request);
        call(&self.doors, paths::DECIDE_EXTENSION, request, handler).await
    }

    async fn get_resolution(
        &self,
        request: Request<pb::GetResolutionRequest>,
    ) -> Reply<pb::GetResolutionResponse> {
        let handler = |caller, request| get_resolution::get_resolution(self.clone(), caller, request);
        call(&self.doors, paths::GET_RESOLUTION, request, handler).await
    }

    async fn list_resolutions(
        &self,
        request: Request<pb::ListResolutionsRequest>,
    ) -> Reply<pb::ListResolutionsResponse> {
        let handler = |caller, request| list_resolutions::list_resolutions(self.clone(), caller, request);
        call(&self.doors, paths::LIST_RESOLUTIONS, request, handler).await
    }

    async fn issue_bulletin(
        &self,
        request: Request<pb::IssueBulletinRequest>,
    ) -> Reply<pb::IssueBulletinResponse> {
        let handler = |caller, request| issue_bulletin::issue_bulletin(self.clone(), caller, request);
        call(&self.doors, paths::ISSUE_BULLETIN, request, handler).await
    }

    async fn get_bulletin(&self, request: Request<pb::GetBulletinRequest>) -> Reply<pb::GetBulletinResponse> {
        let handler = |caller, request| get_bulletin::get_bulletin(self.clone(), caller, request);
        call(&self.doors, paths::GET_BULLETIN, request, handler).await
    }

    async fn list_bulletins(
        &self,
        request: Request<pb::ListBulletinsRequest>,
    ) -> Reply<pb::ListBulletinsResponse> {
        let handler = |caller, request| list_bulletins::list_bulletins(self.clone(), caller, request);
        call(&self.doors, paths::LIST_BULLETINS, request, handler).await
    }
}
