//! The office says in its own words what is to be decided (汇总).

use ids::TopicId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Step, Topic},
    store::topic,
};

/// Gives the topic.
pub(crate) async fn summarise_topic(
    context: &mut Context<'_>,
    id: TopicId,
    summary: String,
) -> Result<Topic, Error> {
    let topic = topic::lock(context.tx, id).await?;
    let mut topic = topic.ok_or_else(|| Refusal::not_found("topic", "议题"))?;
    topic.summarise(summary, Step::of(context)?)?;
    topic::save_state(context.tx, &topic).await?;
    Ok(topic)
}
