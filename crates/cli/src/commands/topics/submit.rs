//! Submits a topic to the chief convener.

use clap::Args;
use ids::TopicId;
use proto::meeting::v1::{SubmitTopicRequest, topic_service_client::TopicServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Submit {
    /// 议题编号（UUID） / topic id
    id: TopicId,
    #[command(flatten)]
    act: Act,
}

impl Submit {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut topics = TopicServiceClient::new(session.calls(Service::Meeting)?);
        let asked = SubmitTopicRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
        };
        let answer = topics.submit_topic(request(asked)).await?.into_inner();
        session.output.one(&answer.topic.unwrap_or_default(), record::topic)
    }
}
