//! ApproveTopic.

use ids::TopicId;
use prost::Message;
use proto::meeting::v1::{ApproveTopicRequest, ApproveTopicResponse};
use shell::{Attempt, Caller, Error, Role, Write, parse_id};

use super::present_topic;
use crate::{
    App,
    model::Step,
    operations::{self, Decision},
    policy::paths,
    rules::seat_holder::Acting,
};

/// The chief convener consents to a topic (总召集人同意).
pub(super) async fn approve_topic(
    app: App,
    caller: Caller,
    request: ApproveTopicRequest,
) -> Result<ApproveTopicResponse, Error> {
    let body = request.encode_to_vec();
    let id: TopicId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let (rpc, request_id) = (paths::APPROVE_TOPIC, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let official = step.by.clone();
    let acting = Acting { unit: &caller.unit, official: &official, leads: caller.has(Role::Leader) };
    let topic = operations::decide_on_topic(write.tx(), id, acting, Decision::Consent, step).await??;
    let answer = ApproveTopicResponse { topic: Some(present_topic::topic(&topic)) };
    write.commit(&[id.to_string()], answer).await
}
