//! The chief convener returns a topic, and says why (总召集人退回).

use ids::TopicId;
use refusal::Refusal;
use shell::{Context, Error};

use super::must_be_chief_convener;
use crate::{
    model::{Step, Topic},
    store::topic,
};

/// Gives the topic; refused to whoever does not hold the seat.
pub(crate) async fn return_topic(
    context: &mut Context<'_>,
    id: TopicId,
    reason: String,
) -> Result<Topic, Error> {
    must_be_chief_convener(context).await?;
    let topic = topic::lock(context.tx, id).await?;
    let mut topic = topic.ok_or_else(|| Refusal::not_found("topic", "议题"))?;
    topic.send_back(Step::of(context)?, reason)?;
    topic::save_state(context.tx, &topic).await?;
    Ok(topic)
}
