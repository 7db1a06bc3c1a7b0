//! A topic that the caller sees, with every step, and the ruling if there is one.

use ids::TopicId;
use proto::meeting::v1::{GetTopicRequest, GetTopicResponse};
use refusal::Refusal;
use shell::{Error, Read, View, parse_id};

use super::present;
use crate::{App, rpc::seen_by::seen_by, store};

impl Read<App> for GetTopicRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: TopicId = parse_id("id", &self.id)?;
        let topic = store::topic::find(view.tx, seen_by(view.caller), id).await?;
        let topic = topic.ok_or_else(|| Refusal::not_found("topic", "议题"))?;
        let steps = store::topic::steps(view.tx, id).await?;
        let ruling = store::ruling::of_topic(view.tx, id).await?;
        Ok(GetTopicResponse {
            topic: Some(present::topic(&topic)),
            steps: steps.iter().map(present::step).collect(),
            ruling: ruling.as_ref().map(present::ruling),
        })
    }
}
