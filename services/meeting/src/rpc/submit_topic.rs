//! SubmitTopic.

use ids::TopicId;
use prost::Message;
use proto::meeting::v1::{SubmitTopicRequest, SubmitTopicResponse};
use shell::{Attempt, Caller, Error, Write, parse_id};

use super::present_topic;
use crate::{
    App,
    model::Step,
    operations::{self, Preparing},
    policy::paths,
};

/// The office submits a topic to the chief convener (报总召集人).
pub(super) async fn submit_topic(
    app: App,
    caller: Caller,
    request: SubmitTopicRequest,
) -> Result<SubmitTopicResponse, Error> {
    let body = request.encode_to_vec();
    let id: TopicId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let (rpc, request_id) = (paths::SUBMIT_TOPIC, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let topic = operations::prepare_topic(write.tx(), id, Preparing::Submit, step).await??;
    let answer = SubmitTopicResponse { topic: Some(present_topic::topic(&topic)) };
    write.commit(&[id.to_string()], answer).await
}
