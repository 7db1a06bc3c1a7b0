//! A topic on its way to an agenda (汇总、报总召集人、同意、退回): each move is one of [`Topic`]'s.

use ids::TopicId;
use refusal::Refusal;
use shell::{Context, Error};

use crate::{
    model::{Step, Topic},
    store::topic,
};

/// Takes the caller's step with it; refused where the topic's state does not allow that.
pub(crate) async fn move_topic(
    context: &mut Context<'_>,
    id: TopicId,
    step: impl FnOnce(&mut Topic, Step) -> Result<(), Refusal>,
) -> Result<Topic, Error> {
    let topic = topic::lock(context.tx, id).await?;
    let mut topic = topic.ok_or_else(|| Refusal::not_found("topic", "议题"))?;
    step(&mut topic, Step::of(context)?)?;
    topic::save_state(context.tx, &topic).await?;
    Ok(topic)
}
