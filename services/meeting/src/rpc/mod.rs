//! The RPCs: one file each — parse, call the operation, reply.

mod answer_invitation;
mod approve_topic;
mod cancel_meeting;
mod decline_seat_change;
mod delegate_meeting;
mod get_invitation;
mod get_material;
mod get_meeting;
mod get_topic;
mod invite_to_meeting;
mod known_units;
mod list_meetings;
mod list_seat_changes;
mod list_seats;
mod list_topics;
mod open_meeting;
mod plan_meeting;
mod present;
mod present_meeting;
mod present_topic;
mod propose_seat_change;
mod propose_topic;
mod record_seat_change;
mod reschedule_meeting;
mod return_topic;
mod send_material;
mod sign_in;
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
