//! The office submits a topic to the chief convener (报总召集人).

use ids::TopicId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Step, Topic},
    store::topic,
};

/// Gives the topic.
pub(crate) async fn submit_topic(context: &mut Context<'_>, id: TopicId) -> Result<Topic, Error> {
    let topic = topic::lock(context.tx, id).await?;
    let mut topic = topic.ok_or_else(|| Refusal::not_found("topic", "议题"))?;
    topic.submit(Step::of(context)?)?;
    topic::save_state(context.tx, &topic).await?;
    Ok(topic)
}
