//! Returns a topic to the office.

use clap::Args;
use ids::TopicId;
use proto::meeting::v1::{ReturnTopicRequest, topic_service_client::TopicServiceClient};

use super::record;
use crate::{
    client::request,
    failure::Failure,
    session::{Act, Session},
    target::Service,
};

#[derive(Args, Debug)]
pub(crate) struct Return {
    /// 议题编号（UUID） / topic id
    id: TopicId,
    /// 理由 / why
    #[arg(long, value_name = "TEXT")]
    reason: String,
    #[command(flatten)]
    act: Act,
}

impl Return {
    pub(crate) async fn run(self, session: &mut Session) -> Result<(), Failure> {
        let mut topics = TopicServiceClient::new(session.calls(Service::Meeting)?);
        let asked = ReturnTopicRequest {
            request_id: session.request_id(&self.act)?,
            validate_only: self.act.check,
            id: self.id.to_string(),
            reason: self.reason,
        };
        let answer = topics.return_topic(request(asked)).await?.into_inner();
        session.output.one(&answer.topic.unwrap_or_default(), record::topic)
    }
}
