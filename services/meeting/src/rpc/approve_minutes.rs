//! ApproveMinutes.

use ids::MeetingId;
use prost::Message;
use proto::meeting::v1::{ApproveMinutesRequest, ApproveMinutesResponse};
use shell::{Attempt, Caller, Error, Role, Write, parse_id};

use super::present_minutes;
use crate::{App, model::Step, operations, policy::paths, rules::seat_holder::Acting};

/// Whoever presided signs the minutes (签发).
pub(super) async fn approve_minutes(
    app: App,
    caller: Caller,
    request: ApproveMinutesRequest,
) -> Result<ApproveMinutesResponse, Error> {
    let body = request.encode_to_vec();
    let id: MeetingId = parse_id("meeting_id", &request.meeting_id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let official = step.by.clone();
    let acting = Acting { unit: &caller.unit, official: &official, leads: caller.has(Role::Leader) };
    let (rpc, request_id) = (paths::APPROVE_MINUTES, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    let minutes = operations::approve_minutes(write.tx(), id, request.version, acting, step).await??;
    let answer = ApproveMinutesResponse { minutes: Some(present_minutes::minutes(&minutes)) };
    write.commit(&[id.to_string()], answer).await
}
