//! ReopenResolution.

use ids::ResolutionId;
use prost::Message;
use proto::meeting::v1::{ReopenResolutionRequest, ReopenResolutionResponse};
use shell::{Attempt, Caller, Error, Write, parse_id, parse_text};

use super::present_resolution;
use crate::{
    App,
    model::Step,
    operations::{self, Moving},
    policy::paths,
};

/// The office gives it back (退回补办).
pub(super) async fn reopen_resolution(
    app: App,
    caller: Caller,
    request: ReopenResolutionRequest,
) -> Result<ReopenResolutionResponse, Error> {
    let body = request.encode_to_vec();
    let id: ResolutionId = parse_id("id", &request.id)?;
    let step = Step { by: caller.acting_official()?, at: app.doors.clock.now() };
    let now = step.at;
    let (moving, outbox) =
        (Moving::Reopen(parse_text("reason", &request.reason, 1000)?), app.doors.outbox.clone());
    let (rpc, request_id) = (paths::REOPEN_RESOLUTION, request.request_id.as_str());
    let attempt = Attempt { rpc, request_id, validate_only: request.validate_only, body: &body };
    let mut write = match Write::begin(&app.doors, &caller, attempt).await? {
        Write::Answered(answer) => return Ok(answer),
        Write::Fresh(write) => write,
    };
    operations::must_be_office(write.tx(), &caller.unit, app.doors.clock.now()).await??;
    let by = (caller.unit.clone(), step);
    let calendar = app.reference.calendar();
    let moved = operations::move_resolution(write.tx(), (&outbox, &calendar), id, moving, by);
    let resolution = Box::pin(moved).await??;
    let answer =
        ReopenResolutionResponse { resolution: Some(present_resolution::resolution(&resolution, now)) };
    write.commit(&[id.to_string()], answer).await
}
