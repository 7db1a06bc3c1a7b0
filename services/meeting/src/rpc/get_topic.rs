//! GetTopic.

use ids::TopicId;
use proto::meeting::v1::{GetTopicRequest, GetTopicResponse};
use refusal::Refusal;
use shell::{Caller, Error, Role, as_caller, parse_id};

use super::present_topic;
use crate::{App, store};

/// A topic that the caller sees, with every step, and the ruling if there is one.
pub(super) async fn get_topic(
    app: App,
    caller: Caller,
    request: GetTopicRequest,
) -> Result<GetTopicResponse, Error> {
    let id: TopicId = parse_id("id", &request.id)?;
    let mut tx = as_caller(&app.doors, &caller).await?;
    let seen_by = if caller.has(Role::Overseer) { None } else { Some(&caller.unit) };
    let topic = store::topic::find(&mut tx, seen_by, id).await?;
    let topic = topic.ok_or_else(|| Refusal::not_found("topic", "议题"))?;
    let steps = store::topic::steps(&mut tx, id).await?;
    let ruling = store::ruling::on(&mut tx, id).await?;
    Ok(GetTopicResponse {
        topic: Some(present_topic::topic(&topic)),
        steps: steps.iter().map(present_topic::step).collect(),
        ruling: ruling.as_ref().map(present_topic::ruling),
    })
}
