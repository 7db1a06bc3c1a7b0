//! A topic that the caller sees, with every step, and the ruling if there is one.

use ids::TopicId;
use proto::meeting::v1::{GetTopicRequest, GetTopicResponse};
use refusal::Refusal;
use shell::{Error, Read, Role, View, parse_id};

use super::present_topic;
use crate::{App, store};

impl Read<App> for GetTopicRequest {
    async fn read(self, _: &App, view: &mut View<'_>) -> Result<Self::Answer, Error> {
        let id: TopicId = parse_id("id", &self.id)?;
        let seen_by = if view.caller.has(Role::Overseer) { None } else { Some(&view.caller.unit) };
        let topic = store::topic::find(view.tx, seen_by, id).await?;
        let topic = topic.ok_or_else(|| Refusal::not_found("topic", "议题"))?;
        let steps = store::topic::steps(view.tx, id).await?;
        let ruling = store::ruling::on(view.tx, id).await?;
        Ok(GetTopicResponse {
            topic: Some(present_topic::topic(&topic)),
            steps: steps.iter().map(present_topic::step).collect(),
            ruling: ruling.as_ref().map(present_topic::ruling),
        })
    }
}
