//! Topics up to the chief convener's consent (联席会议制度三（二）): `TopicService`.

mod approve;
mod get;
mod list;
mod present;
mod propose;
mod send_back;
mod submit;
mod summarise;

use proto::meeting::v1 as pb;
use shell::{Reply, act, read};
use tonic::Request;

use crate::App;

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
