//! ReturnTopic.

use ids::TopicId;
use prost::Message;
use proto::meeting::v1::{ReturnTopicRequest, ReturnTopicResponse};
use shell::{Attempt, Caller, Error, Role, Write, parse_id, parse_text};

use super::present_topic;
use crate::{
    App,
    model::Step,
    operations::{self, Decision},
    policy::paths,
    rules::seat_holder::Acting,
};

/// The chief convener returns a topic, and says why (总召集人退回).
pub(super) async fn return_topic(
    app: App,
    caller: Caller,
    request: ReturnTopicRequest,
) -> Result<ReturnTopicResponse, Error> {
    let body = request.encode_to_vec();
    let id: TopicId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let decision = Decision::Return(parse_text("reason", &request.reason, 1000)?);
    let (rpc, request_id) = (paths::RETURN_TOPIC, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let official = step.by.clone();
    let acting = Acting { unit: &caller.unit, official: &official, leads: caller.has(Role::Leader) };
    let topic = operations::decide_on_topic(write.tx(), id, acting, decision, step).await??;
    let answer = ReturnTopicResponse { topic: Some(present_topic::topic(&topic)) };
    write.commit(&[id.to_string()], answer).await
}
