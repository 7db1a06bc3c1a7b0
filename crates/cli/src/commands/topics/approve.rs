//! Consents to a topic.

use clap::Args;
use ids::TopicId;
use proto::meeting::v1::{ApproveTopicRequest, topic_service_client::TopicServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Approve {
    /// 议题编号（UUID） / topic id
    id: TopicId,
    #[command(flatten)]
    act: Act,
}

impl Approve {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut topics = TopicServiceClient::new(session.calls(Service::Meeting)?);
        let asked = ApproveTopicRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = topics.approve_topic(request(asked)).await?.into_inner();
        session.output.one(&answer.topic.unwrap_or_default(), record::topic)
    }
}
