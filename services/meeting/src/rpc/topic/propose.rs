//! A unit proposes a topic (联席会议制度三（二）).

use ids::TopicId;
use proto::meeting::v1::{ProposeTopicRequest, ProposeTopicResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_paragraphs, parse_text, parse_word};

use super::present;
use crate::{
    App,
    model::{Origin, Topic, TopicState},
    operations,
    rpc::known_units::known_units,
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 100;
/// The longest text, in characters.
const LONGEST_TEXT: usize = 3000;

impl Act<App> for ProposeTopicRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let topic = parse(app, context, self)?;
        operations::collect_topic(context.tx, &topic).await?;
        Ok(Done::with(topic.id, ProposeTopicResponse { topic: Some(present::topic(&topic)) }))
    }
}

fn parse(app: &App, context: &Context<'_>, request: ProposeTopicRequest) -> Result<Topic, Refusal> {
    Ok(Topic {
        id: TopicId::generate(),
        origin: Origin::Unit { unit: context.caller.unit.clone(), official: context.official()? },
        kind: parse_word("kind", request.kind, ("say what it is about", "请选择议题类别"))?,
        title: parse_text("title", &request.title, LONGEST_TITLE)?,
        text: parse_paragraphs("text", &request.text, LONGEST_TEXT)?,
        units: known_units(app, request.units)?,
        collected_at: context.now,
        state: TopicState::Collected,
    })
}
