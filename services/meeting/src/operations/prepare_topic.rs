//! The office summarises a topic (汇总), and submits it to the chief convener (报总召集人).

use ids::TopicId;
use refusal::Refusal;
use sqlx::PgConnection;

use crate::{
    model::{Step, Topic},
    store::topic,
};

/// What the office does.
pub(crate) enum Preparing {
    /// Says what is to be decided.
    Summarise(String),
    /// Submits it.
    Submit,
}

/// Gives the topic.
pub(crate) async fn prepare_topic(
    tx: &mut PgConnection,
    id: TopicId,
    preparing: Preparing,
    step: Step,
) -> Result<Result<Topic, Refusal>, sqlx::Error> {
    let Some(mut topic) = topic::lock(tx, id).await? else {
        return Ok(Err(Refusal::not_found("topic", "议题")));
    };
    let done = match preparing {
        Preparing::Summarise(summary) => topic.summarise(summary, step),
        Preparing::Submit => topic.submit(step),
    };
    if let Err(refusal) = done {
        return Ok(Err(refusal));
    }
    topic::save_state(tx, &topic).await?;
    Ok(Ok(topic))
}
