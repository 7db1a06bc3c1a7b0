//! One topic.

use clap::Args;
use ids::TopicId;
use proto::meeting::v1::{GetTopicRequest, topic_service_client::TopicServiceClient};

use super::record;
use crate::{client::request, failure::Failure, session::Session, target::Service};

#[derive(Args, Debug)]
pub(crate) struct Get {
    /// 议题编号（UUID） / topic id
    id: TopicId,
}

impl Get {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut topics = TopicServiceClient::new(session.calls(Service::Meeting)?);
        let asked = GetTopicRequest { id: self.id.to_string() };
        let answer = topics.get_topic(request(asked)).await?.into_inner();
        session.output.one(&answer, record::whole)
    }
}
