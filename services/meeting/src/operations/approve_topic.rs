//! The chief convener consents to a topic (总召集人同意).

use ids::TopicId;
use refusal::Refusal;
use shell::{Context, Error};

use super::must_be_chief_convener;
use crate::{
    model::{Step, Topic},
    store::topic,
};

/// Gives the topic; refused to whoever does not hold the seat.
pub(crate) async fn approve_topic(context: &mut Context<'_>, id: TopicId) -> Result<Topic, Error> {
    must_be_chief_convener(context).await?;
    let topic = topic::lock(context.tx, id).await?;
    let mut topic = topic.ok_or_else(|| Refusal::not_found("topic", "议题"))?;
    topic.approve(Step::of(context)?)?;
    topic::save_state(context.tx, &topic).await?;
    Ok(topic)
}
