//! The RPCs: one file each — parse, call the operation, reply.

mod approve_topic;
mod decline_seat_change;
mod get_topic;
mod list_seat_changes;
mod list_seats;
mod list_topics;
mod present;
mod present_topic;
mod propose_seat_change;
mod propose_topic;
mod record_seat_change;
mod return_topic;
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
