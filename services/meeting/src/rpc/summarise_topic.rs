//! SummariseTopic.

use ids::TopicId;
use prost::Message;
use proto::meeting::v1::{SummariseTopicRequest, SummariseTopicResponse};
use shell::{Attempt, Caller, Error, Write, parse_id, parse_paragraphs};

use super::present_topic;
use crate::{
    App,
    model::Step,
    operations::{self, Preparing},
    policy::paths,
};

/// The office says in its own words what is to be decided (联席会议制度三（二）).
pub(super) async fn summarise_topic(
    app: App,
    caller: Caller,
    request: SummariseTopicRequest,
) -> Result<SummariseTopicResponse, Error> {
    let body = request.encode_to_vec();
    let id: TopicId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let summary = parse_paragraphs("summary", &request.summary, 1000)?;
    let (rpc, request_id) = (paths::SUMMARISE_TOPIC, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let preparing = Preparing::Summarise(summary);
    let topic = operations::prepare_topic(write.tx(), id, preparing, step).await??;
    let answer = SummariseTopicResponse { topic: Some(present_topic::topic(&topic)) };
    write.commit(&[id.to_string()], answer).await
}
