//! ProposeTopic.

use ids::TopicId;
use prost::Message;
use proto::meeting::v1::{self as pb, ProposeTopicRequest, ProposeTopicResponse};
use refusal::Refusal;
use shell::{Attempt, Caller, Error, Write, parse_paragraphs, parse_text};

use super::{known_units::known_units, present_topic};
use crate::{
    App,
    model::{Origin, Topic, TopicKind, TopicState},
    operations,
    policy::paths,
};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 100;
/// The longest text, in characters.
const LONGEST_TEXT: usize = 3000;

/// A unit proposes a topic (联席会议制度三（二）).
pub(super) async fn propose_topic(
    app: App,
    caller: Caller,
    request: ProposeTopicRequest,
) -> Result<ProposeTopicResponse, Error> {
    let body = request.encode_to_vec();
    let (request_id, validate_only) = (request.request_id.clone(), request.validate_only);
    let topic = parse(&app, &caller, request)?;
    let attempt = Attempt { rpc: paths::PROPOSE_TOPIC, request_id: &request_id, validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::collect_topic(write.tx(), &topic).await?;
    let answer = ProposeTopicResponse { topic: Some(present_topic::topic(&topic)) };
    write.commit(&[topic.id.to_string()], answer).await
}

fn parse(app: &App, caller: &Caller, request: ProposeTopicRequest) -> Result<Topic, Refusal> {
    Ok(Topic {
        id: TopicId::generate(),
        origin: Origin::Unit { unit: caller.unit.clone(), official: caller.acting_official()? },
        kind: kind(request.kind())?,
        title: parse_text("title", &request.title, LONGEST_TITLE)?,
        text: parse_paragraphs("text", &request.text, LONGEST_TEXT)?,
        units: known_units(app, request.units)?,
        collected_at: app.doors.clock.now(),
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
