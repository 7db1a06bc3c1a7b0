//! Says in the words of the office what is to be decided.

use clap::Args;
use ids::TopicId;
use proto::meeting::v1::{SummariseTopicRequest, topic_service_client::TopicServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Summarise {
    /// 议题编号（UUID） / topic id
    id: TopicId,
    /// 拟提请会议决定的事项，不超过1000字 / what is to be decided
    #[arg(long, value_name = "TEXT")]
    summary: String,
    #[command(flatten)]
    act: Act,
}

impl Summarise {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut topics = TopicServiceClient::new(session.calls(Service::Meeting)?);
        let asked = SummariseTopicRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            summary: self.summary,
        };
        let answer = topics.summarise_topic(request(asked)).await?.into_inner();
        session.output.one(&answer.topic.unwrap_or_default(), record::topic)
    }
}
