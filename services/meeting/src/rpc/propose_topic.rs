//! A unit proposes a topic (联席会议制度三（二）).

use ids::TopicId;
use proto::meeting::v1::{self as pb, ProposeTopicRequest, ProposeTopicResponse};
use refusal::Refusal;
use shell::{Act, Context, Done, Error, parse_paragraphs, parse_text};

use super::{known_units::known_units, present_topic};
use crate::{
    App,
    model::{Origin, Topic, TopicKind, TopicState},
    operations,
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 100;
/// The longest text, in characters.
const LONGEST_TEXT: usize = 3000;

impl Act<App> for ProposeTopicRequest {
    async fn act(self, app: &App, context: &mut Context<'_>) -> Result<Done<Self::Answer>, Error> {
        let topic = parse(app, context, self)?;
        operations::collect_topic(context.tx, &topic).await?;
        Ok(Done::with(topic.id, ProposeTopicResponse { topic: Some(present_topic::topic(&topic)) }))
    }
}

fn parse(app: &App, context: &Context<'_>, request: ProposeTopicRequest) -> Result<Topic, Refusal> {
    Ok(Topic {
        id: TopicId::generate(),
        origin: Origin::Unit { unit: context.caller.unit.clone(), official: context.official()? },
        kind: kind(request.kind())?,
        title: parse_text("title", &request.title, LONGEST_TITLE)?,
        text: parse_paragraphs("text", &request.text, LONGEST_TEXT)?,
        units: known_units(app, request.units)?,
        collected_at: context.now,
        state: TopicState::Collected,
    })
}

fn kind(kind: pb::TopicKind) -> Result<TopicKind, Refusal> {
    match kind {
        pb::TopicKind::Unspecified => {
            Err(Refusal::field("kind", "required", "say what it is about", "请选择议题类别"))
        }
        pb::TopicKind::Policy => Ok(TopicKind::Policy),
        pb::TopicKind::InformationSharing => Ok(TopicKind::InformationSharing),
        pb::TopicKind::MajorMatter => Ok(TopicKind::MajorMatter),
        pb::TopicKind::DutyDispute => Ok(TopicKind::DutyDispute),
        pb::TopicKind::Supervision => Ok(TopicKind::Supervision),
        pb::TopicKind::Other => Ok(TopicKind::Other),
    }
}
